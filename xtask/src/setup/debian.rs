//! Packages of Debian and its children.

pub mod rust;

use std::fs;

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::workspace::Workspace;

/// Whether `install` can do its work without asking anybody. Other distributions with `apt-get` name these packages otherwise, or have none.
pub fn can_install(workspace: &Workspace) -> bool {
    let is_debian = fs::read_to_string("/etc/os-release")
        .is_ok_and(|release| release.lines().any(|line| line.trim() == "ID=debian"));
    is_debian && process::on_path(&["apt-get"]).is_some() && process::is_root(workspace)
}

pub fn install(workspace: &Workspace, packages: &[&str]) -> Outcome {
    let apt = || {
        let mut apt = process::command(workspace, "apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    process::run(apt().args(["update", "--quiet"]))?;
    let mut install = apt();
    install.args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages);
    process::run(&mut install).map_err(|failure| {
        Failure::new(format!(
            "{failure}. If an earlier installation was interrupted, `dpkg --configure -a` completes it"
        ))
    })
}
