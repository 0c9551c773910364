//! Short names for what WebAssembly imports from JavaScript: wasm-bindgen's are long, hold digests that do not compress,
//! and nobody reads them.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::Path;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{Import, Imports, Parser};

use crate::failure::{Context, Failure, Outcome};

/// Begins the names that wasm-bindgen gives.
const PREFIX: &str = "__wb";

/// Shortens the names in both files. `script` gives `wasm` its imports.
pub fn shorten(wasm: &Path, script: &Path) -> Outcome {
    let binary = fs::read(wasm).could_not(format_args!("read {}", wasm.display()))?;
    let text = fs::read_to_string(script).could_not(format_args!("read {}", script.display()))?;
    let mut names = Names::default();
    let mut module = Module::new();
    names
        .parse_core_module(&mut module, Parser::new(0), &binary)
        .map_err(|error| Failure::new(format!("cannot rename the imports of {}: {error}", wasm.display())))?;
    fs::write(wasm, module.finish()).could_not(format_args!("write {}", wasm.display()))?;
    fs::write(script, names.in_script(&text)).could_not(format_args!("write {}", script.display()))
}

/// The short names of those that were met.
#[derive(Debug, Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    fn short(&mut self, name: &str) -> String {
        if !name.starts_with(PREFIX) {
            return name.to_owned();
        }
        let number = self.0.len();
        self.0.entry(name.to_owned()).or_insert_with(|| format!("i{number}")).clone()
    }

    /// The script with the short names in place of the long ones, which stand there as whole words.
    fn in_script(&self, script: &str) -> String {
        let is_word = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '$');
        let mut shortened = String::with_capacity(script.len());
        let mut rest = script;
        while let Some(start) = rest.find(is_word) {
            let (between, from_word) = rest.split_at(start);
            let end = from_word.find(|character| !is_word(character)).unwrap_or(from_word.len());
            let (word, after) = from_word.split_at(end);
            shortened.push_str(between);
            shortened.push_str(self.0.get(word).map_or(word, String::as_str));
            rest = after;
        }
        shortened.push_str(rest);
        shortened
    }
}

impl Reencode for Names {
    type Error = Infallible;

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: Imports<'_>,
    ) -> Result<(), Error<Infallible>> {
        let Imports::Single(_, Import { module, name, ty }) = imports else {
            return wasm_encoder::reencode::utils::parse_imports(self, section, imports);
        };
        let kind = self.entity_type(ty)?;
        section.import(module, &self.short(name), kind);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shortened_in_both_files_alike() {
        let mut names = Names::default();
        assert_eq!(names.short("__wbg_new_1f"), "i0");
        assert_eq!(names.short("__wbindgen_cast_2e"), "i1");
        assert_eq!(names.short("__wbg_new_1f"), "i0");
        assert_eq!(names.short("memory"), "memory");

        let script = "const i = { __wbg_new_1f: f(__wbg_new_1f2), \"__wbindgen_cast_2e\": 1 }";
        assert_eq!(names.in_script(script), "const i = { i0: f(__wbg_new_1f2), \"i1\": 1 }");
    }
}
