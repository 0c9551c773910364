//! Everything that CI and a newcomer run, as `cargo xtask COMMAND`.

#![expect(clippy::print_stdout, reason = "a task runner reports on standard output")]

mod applications;
mod check;
mod deny;
mod dev;
mod e2e;
mod failure;
mod fingerprint;
mod fuzz;
mod page;
mod process;
mod run;
mod setup;
mod soak;
mod test;
mod tidy;
mod version;
mod watch;
mod workspace;

use std::process::ExitCode;

use failure::{Failure, Outcome};
use workspace::Workspace;

const HELP: &str = "\
Usage: cargo xtask COMMAND

For everybody:
  run [--port N] [-- FLAGS]  set up what is missing, build, and serve calls on http://localhost:8080;
                             FLAGS go to `ona-ana serve` (`-- --help` lists them)
  dev [-- FLAGS]             the same for changing the code: page and backend are rebuilt as files change
  test [--only PART] [NAME…] all tests, or those whose name contains NAME;
                             PART is native, wasm, applications or e2e
  setup                      only the set-up of `run`, `dev` and `test`

Before a commit (CI runs these too):
  check                      formatting, tidiness and clippy, native and wasm
  tidy                       the house rules that no compiler knows
  soak [--seeds N] [--from S] [--minutes M] [--jobs J]
                             random simulated calls, 10000 seeds or an hour unless told otherwise
  fuzz [--target T] [--minutes M]
                             hostile bytes against the engine, 5 minutes for each target unless told otherwise
  deny                       licenses, sources and advisories of the dependencies
  size                       what the lobby's first load weighs; fails above the budget
  screenshots                the pictures in docs/screenshots, taken anew
  tiles                      what 25 tiles cost the page's main thread

Called by Trunk's hooks:
  page-parts                 fetch the page's npm parts
  page-finish                optimize and precompress a release page";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Outcome {
    let Some((command, rest)) = arguments.split_first() else {
        println!("{HELP}");
        return Ok(());
    };
    let workspace = Workspace::find()?;
    match command.as_str() {
        "run" => run::run(&workspace, rest),
        "dev" => dev::dev(&workspace, rest),
        "test" => test::test(&workspace, rest),
        "setup" => no_more(rest).and_then(|()| setup::everything(&workspace)),
        "screenshots" => no_more(rest).and_then(|()| e2e::screenshots(&workspace)),
        "tiles" => no_more(rest).and_then(|()| e2e::tiles(&workspace)),
        "soak" => soak::soak(&workspace, rest),
        "fuzz" => fuzz::fuzz(&workspace, rest),
        "check" => no_more(rest).and_then(|()| check::check(&workspace)),
        "tidy" => no_more(rest).and_then(|()| tidy::tidy(&workspace)),
        "deny" => no_more(rest).and_then(|()| deny::deny(&workspace)),
        "size" => no_more(rest).and_then(|()| size(&workspace)),
        "page-parts" => no_more(rest).and_then(|()| page::parts(&workspace)),
        "page-finish" => no_more(rest).and_then(|()| page::finish(&workspace)),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        unknown => Err(Failure::new(format!("there is no command `{unknown}`\n\n{HELP}"))),
    }
}

fn size(workspace: &Workspace) -> Outcome {
    page::build(workspace, &setup::for_the_page(workspace)?)?;
    println!("{}", page::weight(workspace)?);
    page::check_weight(workspace)
}

fn no_more(arguments: &[String]) -> Outcome {
    match arguments.first() {
        None => Ok(()),
        Some(argument) => {
            Err(Failure::new(format!("`{argument}` is not understood here; see `cargo xtask help`")))
        }
    }
}
