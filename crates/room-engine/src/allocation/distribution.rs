//! Shares bandwidth between tracks. Pure: the same claims and rules give the same shares.

use super::Mode;
use super::rank::Priority;

/// What one track may get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    /// From the least; bitrates never fall.
    pub rungs: Vec<Rung>,
    /// How many of the rungs are no more than what the track has: they need no headroom.
    pub kept: usize,
    /// How many of the rungs it may have at the moment.
    pub open: usize,
    /// Its part in comparison with other tracks; at least 1.
    pub weight: u64,
    /// In [`Mode::Presentation`] the higher class is served completely before the next.
    pub class: (Priority, bool),
}

/// One possible layer of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rung {
    pub layer: usize,
    /// In bits per second.
    pub bitrate: u64,
    /// The most that it needed lately, in bits per second; never below `bitrate`.
    pub peak: u64,
}

/// In bits per second, of all tracks together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limit {
    /// For what tracks have already.
    pub keep: u64,
    /// For more than that, counted in peaks; never above `keep`.
    pub grow: u64,
}

impl Limit {
    pub const NONE: Self = Self { keep: u64::MAX, grow: u64::MAX };

    /// `headroom` in percent of what is sent.
    pub fn with_headroom(bitrate: u64, headroom: u64) -> Self {
        let grow = u128::from(bitrate) * 100 / (100 + u128::from(headroom));
        Self { keep: bitrate, grow: u64::try_from(grow).unwrap_or(bitrate).min(bitrate) }
    }

    pub fn min(self, other: Self) -> Self {
        let keep = self.keep.min(other.keep);
        Self { keep, grow: self.grow.min(other.grow).min(keep) }
    }
}

/// What the shares keep to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub mode: Mode,
    /// For the lowest rung of each track; [`Limit::NONE`] switches nobody off.
    pub admission: Limit,
    /// For everything above it.
    pub upgrade: Limit,
    /// For the one track that is sent when no track fits.
    pub rescue: Limit,
}

/// The rung of each claim, `None` for nothing. `claims` come in the order of their rank.
///
/// Shares are settled: claims that keep them get them again.
pub(super) fn distribute(claims: &[Claim], rules: &Rules) -> Vec<Option<usize>> {
    let mut distribution = Distribution { claims, shares: vec![None; claims.len()], bitrate: 0, peak: 0 };
    // Who gets the least is settled for everybody first, unless the lower classes may be sacrificed.
    let is_by_class = match rules.mode {
        Mode::Collaboration | Mode::Grid => false,
        Mode::Presentation => true,
    };
    let everybody = 0..claims.len();
    if !is_by_class || rules.admission.grow > rules.upgrade.grow {
        distribution.admit(everybody.clone(), rules.admission);
    }
    if is_by_class {
        let mut start = 0;
        for class in claims.chunk_by(|one, next| one.class == next.class) {
            let range = start..start + class.len();
            start = range.end;
            distribution.admit(range.clone(), rules.admission);
            distribution.upgrade(range, rules.upgrade);
        }
    } else {
        distribution.upgrade(everybody, rules.upgrade);
    }
    distribution.rescue(rules.rescue);
    distribution.shares
}

struct Distribution<'a> {
    claims: &'a [Claim],
    shares: Vec<Option<usize>>,
    /// What the shares need together, in bits per second.
    bitrate: u64,
    peak: u64,
}

/// The next step of a claim.
struct Next {
    index: usize,
    rung: usize,
    /// What it has, in bits per second, made worse if it would be new.
    has: u128,
    weight: u128,
}

impl Distribution<'_> {
    /// Gives the lowest rung to whoever has none, in the order of rank, as far as it fits.
    fn admit(&mut self, range: std::ops::Range<usize>, limit: Limit) {
        for index in range {
            if self.shares.get(index) == Some(&None) {
                self.step(index, 0, limit);
            }
        }
    }

    /// Raises, step by step, whoever has least in proportion to its weight.
    fn upgrade(&mut self, range: std::ops::Range<usize>, limit: Limit) {
        let mut waiting: Vec<usize> =
            range.filter(|index| matches!(self.shares.get(*index), Some(Some(_)))).collect();
        while let Some(next) = self.neediest(&waiting) {
            if !self.step(next.index, next.rung, limit) {
                waiting.retain(|index| *index != next.index);
            }
        }
    }

    fn neediest(&self, waiting: &[usize]) -> Option<Next> {
        let mut neediest: Option<Next> = None;
        for index in waiting {
            let (Some(claim), Some(Some(share))) = (self.claims.get(*index), self.shares.get(*index)) else {
                continue;
            };
            let rung = share + 1;
            if rung >= claim.open.max(claim.kept).min(claim.rungs.len()) {
                continue;
            }
            let reluctance = if rung < claim.kept { 1 } else { CHANGE_RELUCTANCE };
            let has = claim.rungs.get(*share).map_or(0, |rung| u128::from(rung.bitrate)) * reluctance;
            let next = Next { index: *index, rung, has, weight: u128::from(claim.weight) };
            // Compares has / weight without dividing; of equals, the higher in rank stays.
            if neediest.as_ref().is_none_or(|other| next.has * other.weight < other.has * next.weight) {
                neediest = Some(next);
            }
        }
        neediest
    }

    /// Takes the rung if it fits.
    fn step(&mut self, index: usize, rung: usize, limit: Limit) -> bool {
        let Some(claim) = self.claims.get(index) else { return false };
        let Some(to) = claim.rungs.get(rung) else { return false };
        let from = rung.checked_sub(1).and_then(|below| claim.rungs.get(below));
        let bitrate =
            (self.bitrate.saturating_add(to.bitrate)).saturating_sub(from.map_or(0, |from| from.bitrate));
        let peak = self.peak.saturating_add(to.peak).saturating_sub(from.map_or(0, |from| from.peak));
        let fits = if rung < claim.kept {
            bitrate <= limit.keep
        } else {
            limit == Limit::NONE || rung < claim.open && peak <= limit.grow && bitrate <= limit.keep
        };
        let Some(share) = self.shares.get_mut(index) else { return false };
        if fits {
            *share = Some(rung);
            self.bitrate = bitrate;
            self.peak = peak;
        }
        fits
    }

    /// When nothing fits, the highest in rank that is not hopeless gets its lowest rung.
    fn rescue(&mut self, limit: Limit) {
        if self.shares.iter().any(Option::is_some) {
            return;
        }
        for (claim, share) in self.claims.iter().zip(&mut self.shares) {
            let limit = if claim.kept > 0 {
                limit.keep
            } else if claim.open > 0 || limit == Limit::NONE {
                limit.grow
            } else {
                continue;
            };
            if claim.rungs.first().is_some_and(|lowest| lowest.bitrate <= limit) {
                *share = Some(0);
                return;
            }
        }
    }
}

/// Between a track that keeps a layer and one that would take its place, the second must have this many times less, so
/// that two tracks of about the same bitrate do not take turns.
const CHANGE_RELUCTANCE: u128 = 2;
