//! Where the values come from: flags before the environment before `.env` before defaults.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::config::ConfigError;
use crate::config::variables::{Kind, VARIABLES, Variable};

/// The flag of `rooms` that has no variable: a test asks for it, an environment never does.
pub const DEV: &str = "dev";

/// Environment variables by name.
pub type Environment = BTreeMap<String, String>;

/// The program's arguments, with help.
pub fn command() -> Command {
    Command::new("ona-ana")
        .about("Video calls in the browser, from one command")
        .version(env!("CARGO_PKG_VERSION"))
        .after_help("Each option is also an environment variable, or a line of a file named .env.")
        .subcommand(
            Command::new("serve").about("Serve the page and its calls (what happens without a command)"),
        )
        .subcommand(
            Command::new("rooms")
                .about("Serve rooms alone: signaling, media and Twilio's Rooms API, for applications of your own")
                .arg(Arg::new(DEV).long("dev").action(ArgAction::SetTrue).help(
                    "For tests on this machine: take credentials that everybody knows, print them, and let pages of every origin use the API",
                )),
        )
        .args(VARIABLES.iter().map(argument))
}

fn argument(variable: &Variable) -> Arg {
    let default = variable.default.map(|default| format!(" [{default}]")).unwrap_or_default();
    let help = format!("{} (env: {}){default}", variable.help, variable.name);
    let argument = Arg::new(variable.name).long(variable.flag).help(help).global(true);
    match variable.kind {
        Kind::Value(shown) => argument.value_name(shown),
        Kind::Switch => argument.action(ArgAction::SetTrue),
    }
}

/// Reads the process's environment over a file named `.env` in this directory or one above.
///
/// # Errors
/// If a variable is not text or the file has a line that is no assignment.
pub fn environment() -> Result<Environment, ConfigError> {
    let mut environment = Environment::new();
    match dotenvy::dotenv_iter() {
        Ok(lines) => {
            for line in lines {
                let (name, value) = line.map_err(|_| ConfigError::Dotenv)?;
                environment.insert(name, value);
            }
        }
        Err(error) if error.not_found() => {}
        Err(_) => return Err(ConfigError::Dotenv),
    }
    for variable in VARIABLES {
        match std::env::var(variable.name) {
            Ok(value) => {
                environment.insert(variable.name.to_owned(), value);
            }
            Err(std::env::VarError::NotPresent) => {}
            Err(std::env::VarError::NotUnicode(_)) => {
                return Err(ConfigError::Malformed { name: variable.name, expected: "text in UTF-8" });
            }
        }
    }
    Ok(environment)
}

/// The value of each variable, before anybody looks at what it means.
#[derive(Debug)]
pub struct Source<'a> {
    arguments: &'a ArgMatches,
    environment: &'a Environment,
}

impl<'a> Source<'a> {
    pub fn new(arguments: &'a ArgMatches, environment: &'a Environment) -> Self {
        Self { arguments, environment }
    }

    /// The trimmed value, or the table's default. Blank counts as not given, as in a copy of `.env-template`.
    pub fn text(&self, name: &'static str) -> Option<&'a str> {
        let variable = VARIABLES.iter().find(|variable| variable.name == name)?;
        let argument = match variable.kind {
            Kind::Value(_) => self.arguments.get_one::<String>(name).map(String::as_str),
            Kind::Switch => self.arguments.get_flag(name).then_some("1"),
        };
        let given = |value: &'a str| Some(value.trim()).filter(|value| !value.is_empty());
        argument
            .and_then(given)
            .or_else(|| self.environment.get(name).and_then(|value| given(value)))
            .or(variable.default)
    }

    /// Whether a switch is on: set to anything that does not say no.
    pub fn switch(&self, name: &'static str) -> bool {
        let off = ["0", "false", "no", "off"];
        self.text(name).is_some_and(|value| !off.iter().any(|word| value.eq_ignore_ascii_case(word)))
    }

    /// Reads the value with the type's own parser.
    ///
    /// # Errors
    /// If it is not what is expected, which is said in words.
    pub fn parse<T: std::str::FromStr>(
        &self,
        name: &'static str,
        expected: &'static str,
    ) -> Result<Option<T>, ConfigError> {
        self.text(name)
            .map(|value| value.parse().map_err(|_| ConfigError::Malformed { name, expected }))
            .transpose()
    }

    /// Like [`Self::parse`], for variables with a default.
    ///
    /// # Errors
    /// If it is not what is expected, or absent.
    pub fn required<T: std::str::FromStr>(
        &self,
        name: &'static str,
        expected: &'static str,
    ) -> Result<T, ConfigError> {
        self.parse(name, expected)?.ok_or(ConfigError::Malformed { name, expected })
    }
}
