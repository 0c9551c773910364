//! A program that a test started. It is ended by its id, and what it printed is shown when the test fails.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// How long a program may take to stop after it was asked to.
pub(crate) const STOP_LIMIT: Duration = Duration::from_secs(5);

/// Lines kept of what a program prints.
const LOG_LINES: usize = 400;

const POLL_INTERVAL: Duration = Duration::from_millis(20);

#[derive(Debug)]
pub(crate) struct Process {
    name: &'static str,
    child: Child,
    log: Arc<Mutex<Log>>,
}

#[derive(Debug, Default)]
struct Log {
    stdout: Vec<String>,
    recent: VecDeque<String>,
}

impl Process {
    pub(crate) fn spawn(name: &'static str, command: &mut Command) -> Self {
        let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = spawned.unwrap_or_else(|error| {
            panic!("{name} could not be started as {}: {error}", command.get_program().display())
        });
        let log = Arc::new(Mutex::new(Log::default()));
        let stdout = child.stdout.take().expect("stdout is piped");
        let stderr = child.stderr.take().expect("stderr is piped");
        collect(stdout, Arc::clone(&log), true);
        collect(stderr, Arc::clone(&log), false);
        Self { name, child, log }
    }

    /// Waits for a line on standard output from which `read` gets something.
    pub(crate) async fn first_line<T>(
        &mut self,
        limit: Duration,
        mut read: impl FnMut(&str) -> Option<T>,
    ) -> T {
        let deadline = Instant::now() + limit;
        loop {
            // Asked before the lines are looked at: a program that ended has printed all it will.
            let ended = self.child.try_wait().expect("the program is our child");
            if let Some(found) = self.lock().stdout.iter().find_map(|line| read(line)) {
                return found;
            }
            if let Some(status) = ended {
                panic!("{} ended at its start with {status}:\n{}", self.name, self.recent_lines());
            }
            assert!(
                Instant::now() < deadline,
                "{} did not say that it is up:\n{}",
                self.name,
                self.recent_lines()
            );
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Asks the program to stop with SIGTERM.
    pub(crate) fn terminate(&self) {
        // A process that is already gone cannot be signaled; whoever waits for it sees its status.
        let _gone = kill_process(Pid::from_child(&self.child), Signal::TERM);
    }

    /// Waits until the program ends by itself.
    pub(crate) async fn ended(&mut self, limit: Duration) -> ExitStatus {
        let deadline = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait().expect("the program is our child") {
                return status;
            }
            assert!(
                Instant::now() < deadline,
                "{} still runs {limit:?} after it was asked to stop:\n{}",
                self.name,
                self.recent_lines()
            );
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    pub(crate) fn recent_lines(&self) -> String {
        self.lock().recent.iter().map(|line| format!("    {line}\n")).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops the program from code that cannot await.
    fn stop_now(&mut self) {
        let deadline = Instant::now() + STOP_LIMIT;
        self.terminate();
        while Instant::now() < deadline {
            match self.child.try_wait() {
                Ok(None) => thread::sleep(POLL_INTERVAL),
                Ok(Some(_)) | Err(_) => return,
            }
        }
        eprintln!("{} had to be killed: it ignored SIGTERM for {STOP_LIMIT:?}", self.name);
        self.kill();
    }

    /// Ends the program without asking it.
    pub(crate) fn kill(&mut self) {
        // Both fail only for a process that is already gone.
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.stop_now();
        }
        if thread::panicking() {
            eprintln!("--- the last lines of {}:\n{}", self.name, self.recent_lines());
        }
    }
}

fn collect(source: impl Read + Send + 'static, log: Arc<Mutex<Log>>, is_stdout: bool) {
    thread::spawn(move || {
        for line in BufReader::new(source).split(b'\n') {
            let Ok(line) = line else { return };
            let line = String::from_utf8_lossy(&line).into_owned();
            let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
            if is_stdout && log.stdout.len() < LOG_LINES {
                log.stdout.push(line.clone());
            }
            if log.recent.len() == LOG_LINES {
                log.recent.pop_front();
            }
            log.recent.push_back(line);
        }
    });
}
