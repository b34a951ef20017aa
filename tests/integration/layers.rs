//! The layers of the crate: which modules may import which, and that no imports form a cycle.
//!
//! An import is a path that begins with `crate::` or `super::`, in code or in a `use` declaration. Tests are exempt.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the library from the bottom up. Each may import those before it, and no others.
const LAYERS: &[&str] = &[
    "message",
    "error",
    "text",
    "tokenizer",
    "stem",
    "stopwords",
    "terms",
    "entities",
    "counts",
    "article",
    "analyzer",
    "quotes",
    "input",
    "run",
    "corpus",
    "report",
];

/// The source files below a crate root, by module path (`entities::country`), with tests cut off. The root itself is missing.
pub(crate) fn modules(root: &Path) -> BTreeMap<String, String> {
    fn collect(folder: &Path, root: &Path, modules: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if path.file_name().unwrap() != "bin" {
                    collect(&path, root, modules);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let parts: Vec<&str> =
                    path.strip_prefix(root).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
                let name = parts.join("::");
                let name = name.strip_suffix(".rs").unwrap();
                let name = name.strip_suffix("::mod").unwrap_or(name);
                if !matches!(name, "lib" | "main") && !name.ends_with("tests") {
                    modules.insert(name.to_owned(), code(&fs::read_to_string(&path).unwrap()));
                }
            }
        }
    }
    let mut modules = BTreeMap::new();
    collect(root, root, &mut modules);
    modules
}

/// A source file without its comments, its tests, and imports for tests and documentation alone.
pub(crate) fn code(source: &str) -> String {
    let mut code = String::new();
    let mut is_exempt = false;
    for line in source.lines() {
        let line = line.trim();
        if line.starts_with("mod tests {") || line.starts_with("mod test {") {
            break;
        }
        if is_exempt {
            // The declaration that the attribute belongs to, up to its end.
            is_exempt = !(line.ends_with(';') || line.ends_with('{'));
            continue;
        }
        if line == "#[cfg(test)]" || line == "#[cfg(doc)]" {
            is_exempt = true;
        } else if !line.starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}

/// The module paths that a module's code names, `a::b::Item` as it is written after `crate::`.
fn imports(module: &str, code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (start, _) in code.match_indices("crate::") {
        read_tree("", &code[start + "crate::".len()..], &mut paths);
    }
    for (start, _) in code.match_indices("super::") {
        let before = code[..start].strip_suffix("super::").is_some();
        if !before {
            let ups = code[start..].split("::").take_while(|part| *part == "super").count();
            let mut base: Vec<&str> = module.split("::").collect();
            base.truncate(base.len().saturating_sub(ups));
            let prefix: String = base.iter().flat_map(|part| [part, "::"]).collect();
            read_tree(&prefix, &code[start + ups * "super::".len()..], &mut paths);
        }
    }
    paths
}

/// The paths that code names below a crate, `std::fs::File`.
pub(crate) fn paths_of(name: &str, code: &str) -> Vec<String> {
    let prefix = format!("{name}::");
    let mut paths = Vec::new();
    for (start, _) in code.match_indices(&prefix) {
        let before = code[..start].strip_suffix("::").unwrap_or(&code[..start]);
        if !before.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            read_tree(&prefix, &code[start + prefix.len()..], &mut paths);
        }
    }
    paths
}

/// Reads one use tree, `a::{b, c::d}` or a plain path, and returns what follows it.
fn read_tree<'c>(prefix: &str, code: &'c str, paths: &mut Vec<String>) -> &'c str {
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = read_tree(prefix, rest.trim_start(), paths).trim_start();
            match rest.strip_prefix(',') {
                Some(more) => rest = more,
                None => return rest.strip_prefix('}').unwrap_or(rest),
            }
        }
    }
    let end = code.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*').unwrap_or(code.len());
    let path = format!("{prefix}{}", &code[..end]);
    match code[end..].strip_prefix("::") {
        Some(rest) if rest.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '{') => {
            read_tree(&format!("{path}::"), rest, paths)
        }
        _ => {
            paths.push(path);
            // `as name` of a renamed import.
            code[end..]
                .strip_prefix(" as ")
                .map_or(&code[end..], |rest| rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'))
        }
    }
}

/// The longest module path that `path` begins with.
fn module_of<'m>(path: &str, modules: &'m BTreeMap<String, String>) -> Option<&'m str> {
    let mut path = path;
    loop {
        if let Some((name, _)) = modules.get_key_value(path) {
            return Some(name);
        }
        path = path.rsplit_once("::")?.0;
    }
}

fn is_inside(module: &str, other: &str) -> bool {
    module == other || module.strip_prefix(other).is_some_and(|rest| rest.starts_with("::"))
}

fn graph(modules: &BTreeMap<String, String>) -> BTreeMap<&str, BTreeSet<&str>> {
    modules
        .iter()
        .map(|(name, code)| {
            let imports = imports(name, code);
            let targets = imports.iter().filter_map(|path| module_of(path, modules));
            (name.as_str(), targets.filter(|target| !is_inside(name, target) && !is_inside(target, name)).collect())
        })
        .collect()
}

/// Groups of modules that import each other, directly or through others.
fn cycles(graph: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<Vec<String>> {
    let reachable = |from: &str| {
        let (mut seen, mut stack) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(module) = stack.pop() {
            for next in graph.get(module.as_str()).into_iter().flatten() {
                if seen.insert((*next).to_owned()) {
                    stack.push((*next).to_owned());
                }
            }
        }
        seen
    };
    let reachable: BTreeMap<&str, BTreeSet<String>> = graph.keys().map(|&module| (module, reachable(module))).collect();
    let mut cycles: BTreeSet<Vec<String>> = BTreeSet::new();
    for (module, targets) in &reachable {
        if targets.contains(*module) {
            let back = |target: &&String| reachable.get(target.as_str()).is_some_and(|t| t.contains(*module));
            cycles.insert(targets.iter().filter(back).cloned().collect());
        }
    }
    cycles.into_iter().collect()
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn each_layer_imports_only_those_below_it() {
    let modules = modules(&source());
    let layer = |module: &str| {
        let top = module.split("::").next().unwrap();
        LAYERS.iter().position(|name| *name == top).unwrap_or_else(|| panic!("src/{top} is not in the list of layers"))
    };
    let mut faults = Vec::new();
    for (module, code) in &modules {
        for path in imports(module, code) {
            match module_of(&path, &modules) {
                Some(target) if layer(target) > layer(module) => faults.push(format!("{module} imports {path}")),
                None if !path.starts_with(char::is_lowercase) => {
                    faults.push(format!("{module} imports {path} from the crate root: name its module"));
                }
                _ => {}
            }
        }
    }
    assert!(modules.len() > 100, "only {} modules were found", modules.len());
    assert!(faults.is_empty(), "imports that point upwards:\n{}", faults.join("\n"));
}

#[test]
fn imports_form_no_cycle() {
    for root in [source(), source().join("bin/telaah"), source().join("bin/telaah-train")] {
        let modules = modules(&root);
        let cycles = cycles(&graph(&modules));
        assert!(cycles.is_empty(), "cycles of imports in {}: {cycles:#?}", root.display());
    }
}

/// The names of the public types and traits that a module's code declares.
fn public_types(code: &str) -> impl Iterator<Item = &str> {
    code.lines().filter_map(|line| {
        let (kind, rest) = line.strip_prefix("pub ")?.split_once(' ')?;
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let is_type = matches!(kind, "struct" | "enum" | "union" | "trait" | "type");
        // A macro has a variable in place of the name.
        (is_type && end > 0).then_some(&rest[..end])
    })
}

#[test]
fn public_type_names_have_one_meaning() {
    let modules = modules(&source());
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (module, code) in &modules {
        for name in public_types(code) {
            places.entry(name).or_default().push(module);
        }
    }
    assert!(places.len() > 100, "only {} types were found", places.len());
    places.retain(|_, modules| modules.len() > 1);
    assert!(places.is_empty(), "names of several types: {places:#?}");
    let code = "pub struct A<'a> {\npub(crate) struct B;\npub enum C {\npub trait D: E {\ntype F = G;\npub struct $f {\npub fn h() {";
    assert_eq!(public_types(code).collect::<Vec<_>>(), ["A", "C", "D"]);
}

#[test]
fn import_paths_are_read_from_use_trees_and_from_code() {
    let read = |module: &str, code: &str| {
        let mut paths = imports(module, code);
        paths.sort();
        paths
    };
    assert_eq!(read("a", "use crate::b::{C, d::{E, F as G}, self};"), ["b::C", "b::d::E", "b::d::F", "b::self"]);
    assert_eq!(read("a::b", "let x = super::c::f(crate::d::E::new());"), ["a::c::f", "d::E::new"]);
    assert_eq!(read("a::b::c", "use super::super::d;"), ["a::d"]);
    let two: BTreeMap<&str, BTreeSet<&str>> =
        [("a", ["b"].into()), ("b", ["c"].into()), ("c", ["a"].into()), ("d", ["a"].into())].into();
    assert_eq!(cycles(&two), [["a", "b", "c"]]);
}
