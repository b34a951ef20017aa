//! Word clusters: learning them from raw news, and the file that stores them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use telaah::entities::person::tagger::model::{MAGIC, Model, ModelFile};
use telaah::entities::person::tagger::token_shape::WordCase;
use telaah::entities::person::tagger::window::Extent;
use telaah::entities::person::tagger::word_clusters::{CLUSTERINGS, ClusterTable, WordClusters};

use crate::corpus::{OUTSIDE, Reader, Types};
use crate::{news, vectors};

/// The number of clusters in each clustering, from fine to coarse.
const CLUSTER_COUNTS: [usize; CLUSTERINGS] = [512, 128, 32];
/// The numbers before those of known words: one for the end of a sentence, and one for rare words of each case.
const FIRST: u32 = 4;
const CASES: [WordCase; 3] = [WordCase::Lower, WordCase::Title, WordCase::Upper];
const ROUNDS: usize = 20;

/// The bytes of a table of clusters: of that in a model, or of the words in a file written by [`Clusters::save`].
pub(crate) fn read_table(path: &Path) -> Result<Vec<u8>> {
    let name = || path.display().to_string();
    let bytes = std::fs::read(path).with_context(name)?;
    if bytes.starts_with(MAGIC.as_bytes()) {
        let model = Model::from(ModelFile::parse(&bytes).with_context(name)?);
        return Ok(model.clusters.bytes().to_vec());
    }
    Ok(Clusters::load(path)?.table())
}

/// Words with their clusters.
pub(crate) struct Clusters(Vec<(String, WordCase, WordClusters)>);

impl Clusters {
    /// Learns clusters from texts, except the annotated ones in `skip`, for words that occur at least `least` times.
    pub(crate) fn learn(
        files: &[PathBuf],
        skip: &HashSet<String>,
        passes: usize,
        least: u32,
        seed: u64,
    ) -> Result<Self> {
        let (mut reader, mut types) = (Reader::new(), Types::new());
        let mut words = Vec::new();
        for path in files {
            news::read(path, skip, |text| {
                reader.read(text, Extent::All);
                words.extend(reader.types(text, &mut types));
            })?;
        }
        words.dedup_by(|a, b| *a == OUTSIDE && *b == OUTSIDE);
        let mut counts = vec![0_u32; types.keys.len()];
        words.iter().for_each(|&word| counts[word as usize] += 1);
        let is_known = |word: &u32| *word != OUTSIDE && counts[*word as usize] >= least;
        let mut order: Vec<u32> = (0..counts.len() as u32).filter(is_known).collect();
        order.sort_by_key(|&w| (std::cmp::Reverse(counts[w as usize]), types.keys[w as usize].clone()));
        let mut number: Vec<u32> = types.keys.iter().map(|(_, case)| 1 + *case as u32).collect();
        number[OUTSIDE as usize] = 0;
        for (&word, n) in order.iter().zip(FIRST..) {
            number[word as usize] = n;
        }
        words.iter_mut().for_each(|word| *word = number[*word as usize]);
        eprintln!("{} words, {} of {} types known", words.len(), order.len(), types.keys.len());
        let vectors = vectors::train(&words, 0, order.len() + FIRST as usize, passes, seed);
        let known = &vectors[FIRST as usize..];
        let clusters = CLUSTER_COUNTS.map(|count| vectors::cluster(known, count, ROUNDS));
        let entry = |(n, &word): (usize, &u32)| {
            let (key, case) = types.keys[word as usize].clone();
            (key, case, std::array::from_fn(|set| clusters[set][n] + 1))
        };
        Ok(Self(order.iter().enumerate().map(entry).collect()))
    }

    /// No words.
    pub(crate) fn none() -> Self {
        Self(Vec::new())
    }

    /// Reads a file written by [`Clusters::save`].
    fn load(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let entry = |(n, line): (usize, &str)| {
            let mut columns = line.split('\t');
            let key = columns.next().map(str::to_owned);
            let case = columns.next().and_then(|c| c.parse().ok()).and_then(|n: usize| CASES.get(n).copied());
            let clusters: Option<Vec<u16>> = columns.map(|c| c.parse().ok()).collect();
            let clusters = clusters.and_then(|c| c.try_into().ok());
            key.zip(case).zip(clusters).map(|((key, case), clusters)| (key, case, clusters)).with_context(|| {
                format!("{}: line {}: not a word, its case and {CLUSTERINGS} clusters", path.display(), n + 1)
            })
        };
        Ok(Self(text.lines().enumerate().map(entry).collect::<Result<_>>()?))
    }

    /// Writes one line per word, by falling frequency: the word, its case (0 lower, 1 title, 2 upper) and its clusters.
    pub(crate) fn save(&self, path: &Path) -> Result<()> {
        let mut lines = String::new();
        for (key, case, clusters) in &self.0 {
            lines += &format!("{key}\t{}", *case as u8);
            clusters.iter().for_each(|cluster| lines += &format!("\t{cluster}"));
            lines.push('\n');
        }
        std::fs::write(path, lines).with_context(|| path.display().to_string())
    }

    /// The bytes of the table that the tagger reads.
    pub(crate) fn table(&self) -> Vec<u8> {
        ClusterTable::build(self.0.iter().map(|(key, case, clusters)| (key.as_str(), *case, *clusters)))
    }
}
