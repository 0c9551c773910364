//! What holds for any tracks, on any line.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;

use super::*;

fn priority() -> impl Strategy<Value = TrackPriority> {
    prop_oneof![Just(TrackPriority::High), Just(TrackPriority::Low), Just(TrackPriority::Standard)]
}

fn dimensions() -> impl Strategy<Value = Dimensions> {
    (0..2000u32, 0..1200u32).prop_map(|(width, height)| Dimensions { width, height })
}

fn profile() -> impl Strategy<Value = Profile> {
    let mode = prop_oneof![Just(Mode::Collaboration), Just(Mode::Grid), Just(Mode::Presentation)];
    let switch_off =
        prop_oneof![Just(SwitchOff::Detected), Just(SwitchOff::Disabled), Just(SwitchOff::Predicted)];
    let render_dimensions = (option::of(dimensions()), option::of(dimensions()), option::of(dimensions()))
        .prop_map(|(high, standard, low)| RenderDimensions { high, standard, low });
    (
        mode,
        option::weighted(0.3, 50_000..5_000_000u64),
        option::weighted(0.3, 0..8usize),
        option::of(priority()),
        switch_off,
        render_dimensions,
    )
        .prop_map(
            |(mode, max_bitrate, max_tracks, dominant_speaker_priority, switch_off, render_dimensions)| {
                Profile {
                    mode,
                    max_bitrate,
                    max_tracks,
                    dominant_speaker_priority,
                    switch_off,
                    render_dimensions,
                }
            },
        )
}

/// Layers whose bitrates rise; now and then one that is not active.
fn layers() -> impl Strategy<Value = Vec<Layer>> {
    let layer = (20_000..1_500_000u64, option::weighted(0.9, dimensions()), proptest::bool::weighted(0.9));
    vec(layer, 1..4).prop_map(|layers| {
        let mut bitrate = 0;
        layers
            .into_iter()
            .map(|(more, dimensions, is_active)| {
                bitrate += more;
                Layer { bitrate, dimensions, is_active }
            })
            .collect()
    })
}

fn track() -> impl Strategy<Value = Track> {
    (
        priority(),
        option::weighted(0.2, priority()),
        option::weighted(0.5, proptest::bool::weighted(0.8)),
        option::weighted(0.5, dimensions()),
        layers(),
    )
        .prop_map(|(publisher_priority, subscriber_priority, enabled, dimensions, layers)| Track {
            publisher_priority,
            subscriber_priority,
            hint: Hint { enabled, dimensions },
            ..Track::new(0, layers)
        })
}

/// Up to ten tracks; one of them may be the dominant speaker's.
fn tracks() -> impl Strategy<Value = Vec<Track>> {
    (vec(track(), 1..10), option::of(any::<Index>())).prop_map(|(mut tracks, dominant)| {
        for (number, track) in (0..).zip(&mut tracks) {
            track.sid = TrackSid::from([number; 16]);
        }
        if let Some(dominant) = dominant {
            let dominant = dominant.index(tracks.len());
            tracks[dominant].is_dominant = true;
        }
        tracks
    })
}

/// Milliseconds until the next call, and what it is told.
type Step = (u64, Option<u64>, Vec<Track>);

/// What happened before.
fn past() -> impl Strategy<Value = Vec<Step>> {
    vec((1..8000u64, option::weighted(0.9, 10_000..6_000_000u64), tracks()), 0..8)
}

/// A subscriber with a past, and its clock.
fn subscriber_with(profile: Profile, past: &[Step]) -> (Subscriber, u64) {
    let mut subscriber = Subscriber::new(profile);
    let mut ms = 0;
    for (wait, estimate, tracks) in past {
        ms += wait;
        subscriber.decide(tracks, *estimate, ms);
    }
    (subscriber, ms)
}

/// What the chosen layers need together.
fn sent(tracks: &[Track], decisions: &[Decision]) -> u64 {
    tracks
        .iter()
        .zip(decisions)
        .filter_map(|(track, decision)| Some(track.layers[decision.layer?].bitrate))
        .sum()
}

fn on(decisions: &[Decision]) -> usize {
    decisions.iter().filter(|decision| decision.layer.is_some()).count()
}

/// The rungs of a track from the least, as bitrates.
fn ladder(track: &Track, desired: usize) -> Vec<u64> {
    let active = || track.layers.iter().enumerate().filter(|(_, layer)| layer.is_active);
    let within: Vec<_> =
        active().filter(|(index, _)| *index <= desired).map(|(_, layer)| layer.bitrate).collect();
    if within.is_empty() { active().take(1).map(|(_, layer)| layer.bitrate).collect() } else { within }
}

/// What decisions must look like, whatever was there before.
fn check_decisions(profile: &Profile, tracks: &[Track], decisions: &[Decision]) -> Result<(), TestCaseError> {
    prop_assert_eq!(decisions.len(), tracks.len());
    for (track, decision) in tracks.iter().zip(decisions) {
        prop_assert_eq!(decision.track, track.sid);
        prop_assert_eq!(decision.layer.is_none(), decision.silence.is_some());
        if let Some(layer) = decision.layer {
            prop_assert!(track.layers[layer].is_active);
            prop_assert!(track.candidate().is_rendered());
            let desired = decision.desired.unwrap();
            let ladder = ladder(track, desired);
            prop_assert!(ladder.contains(&track.layers[layer].bitrate));
        }
        if !track.candidate().is_rendered() {
            prop_assert_eq!(decision.silence, Some(Silence::NotRendered));
        }
    }
    let wanted = decisions.iter().filter(|decision| decision.desired.is_some()).count();
    prop_assert!(wanted <= profile.max_tracks.unwrap_or(usize::MAX));
    Ok(())
}

proptest! {
    #[test]
    fn names_only_active_layers_of_wanted_tracks(
        profile in profile(), past in past(), tracks in tracks(), estimate in option::of(10_000..6_000_000u64),
    ) {
        let (mut subscriber, ms) = subscriber_with(profile, &past);
        let decisions = subscriber.decide(&tracks, estimate, ms);
        check_decisions(&profile, &tracks, &decisions)?;
    }

    #[test]
    fn does_not_panic_whatever_is_measured(
        profile in profile(), mut tracks in tracks(), bitrate in any::<u64>(), (width, height) in any::<(u32, u32)>(),
        estimate in any::<Option<u64>>(), max_bitrate in any::<Option<u64>>(),
    ) {
        for layer in tracks.iter_mut().flat_map(|track| &mut track.layers) {
            *layer = Layer { bitrate, dimensions: Some(Dimensions { width, height }), is_active: true };
        }
        let mut subscriber = Subscriber::new(Profile { max_bitrate, ..profile });
        for ms in [0, 1, 0, 100_000] {
            let decisions = subscriber.decide(&tracks, estimate, ms);
            check_decisions(&profile, &tracks, &decisions)?;
        }
    }

    #[test]
    fn wakes_only_in_the_future(
        profile in profile(), past in past(), tracks in tracks(), estimate in option::of(10_000..6_000_000u64),
    ) {
        let (mut subscriber, mut ms) = subscriber_with(profile, &past);
        let mut wakes = 0;
        loop {
            subscriber.decide(&tracks, estimate, ms);
            let Some(deadline) = subscriber.allocator.poll_timeout() else { break };
            prop_assert!(deadline > subscriber.at(ms));
            ms = u64::try_from(deadline.duration_since(subscriber.start).as_millis()).unwrap();
            wakes += 1;
            prop_assert!(wakes < 100, "wakes for nothing");
        }
    }

    #[test]
    fn predicted_never_exceeds_the_estimate_but_for_the_last_track(
        profile in profile(), past in past(), tracks in tracks(), estimate in 10_000..6_000_000u64,
    ) {
        let profile = Profile { switch_off: SwitchOff::Predicted, ..profile };
        let (mut subscriber, ms) = subscriber_with(profile, &past);
        let decisions = subscriber.decide(&tracks, Some(estimate), ms);
        let sent = sent(&tracks, &decisions);
        let limit = estimate.min(profile.max_bitrate.unwrap_or(u64::MAX));
        if on(&decisions) > 1 {
            prop_assert!(sent <= limit, "{sent} > {limit}");
        } else {
            prop_assert!(sent <= estimate * 3, "{sent} > {estimate} * 3");
            prop_assert!(sent <= estimate || estimate >= 50_000, "{sent} > {estimate}");
        }
    }

    #[test]
    fn detected_exceeds_the_estimate_for_two_seconds_at_most(
        profile in profile(), past in past(), tracks in tracks(), estimate in 10_000..6_000_000u64,
    ) {
        let profile = Profile { switch_off: SwitchOff::Detected, max_bitrate: None, ..profile };
        let (mut subscriber, ms) = subscriber_with(profile, &past);
        subscriber.decide(&tracks, Some(estimate), ms);
        let decisions = subscriber.decide(&tracks, Some(estimate), ms + 2000);
        let sent = sent(&tracks, &decisions);
        prop_assert!(sent <= estimate || on(&decisions) == 1, "{sent} > {estimate}");
    }

    #[test]
    fn disabled_keeps_every_wanted_track_on(
        profile in profile(), past in past(), tracks in tracks(), estimate in 0..6_000_000u64,
    ) {
        let profile = Profile { switch_off: SwitchOff::Disabled, ..profile };
        let (mut subscriber, ms) = subscriber_with(profile, &past);
        for decision in subscriber.decide(&tracks, Some(estimate), ms) {
            prop_assert!(decision.silence != Some(Silence::Bandwidth));
        }
    }

    #[test]
    fn presentation_serves_higher_classes_as_if_the_lower_were_not_there(
        tracks in tracks(), estimate in 200_000..6_000_000u64,
    ) {
        let profile = Profile { mode: Mode::Presentation, ..Profile::default() };
        let settled = |tracks: &[Track]| Subscriber::new(profile).layers(tracks, Some(estimate), 0);
        let is_high = |track: &Track| track.candidate().effective_priority(None) == Priority::High;
        let high: Vec<Track> = tracks.iter().filter(|track| is_high(track)).cloned().collect();
        let together: Vec<_> = tracks
            .iter()
            .zip(settled(&tracks))
            .filter(|(track, _)| is_high(track))
            .map(|(_, layer)| layer)
            .collect();
        let alone = settled(&high);
        // Alone, a track that does not fit may be the last remaining one.
        if alone != together {
            prop_assert_eq!(alone.iter().flatten().count(), 1);
            prop_assert_eq!(together.iter().flatten().count(), 0);
        }
    }
}

proptest! {
    // Each case is minutes of a call.
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn settles_and_leaves_nothing_unused(
        mode in prop_oneof![Just(Mode::Grid), Just(Mode::Collaboration)],
        past in past(), tracks in tracks(), estimate in 10_000..6_000_000u64,
    ) {
        let profile = Profile { mode, ..Profile::default() };
        let (mut subscriber, mut ms) = subscriber_with(profile, &past);
        // Longer than the longest pause after failures.
        for _ in 0..140 {
            ms += 500;
            subscriber.decide(&tracks, Some(estimate), ms);
        }
        let decisions = subscriber.decide(&tracks, Some(estimate), ms);
        for _ in 0..20 {
            ms += 1000;
            prop_assert_eq!(&subscriber.decide(&tracks, Some(estimate), ms), &decisions);
        }

        let usable = estimate * 100 / 125;
        let sent = sent(&tracks, &decisions);
        let mut admitted: Vec<_> = Vec::new();
        for (track, decision) in tracks.iter().zip(&decisions) {
            let Some(desired) = decision.desired else { continue };
            let ladder = ladder(track, desired);
            let standing = subscriber.allocator.histories[&track.sid].standing();
            match decision.layer.map(|layer| track.layers[layer].bitrate) {
                Some(bitrate) => {
                    admitted.push((standing, ladder[0]));
                    if let Some(next) = ladder.iter().find(|next| **next > bitrate) {
                        prop_assert!(sent - bitrate + next > usable, "room for more is left");
                    }
                }
                None => {
                    if let Some(lowest) = ladder.first() {
                        prop_assert!(sent + lowest > usable, "room for another track is left");
                    }
                }
            }
        }
        for (track, decision) in tracks.iter().zip(&decisions) {
            if decision.silence != Some(Silence::Bandwidth) || admitted.len() < 2 {
                continue;
            }
            let standing = subscriber.allocator.histories[&track.sid].standing();
            let lowest = ladder(track, decision.desired.unwrap())[0];
            let above: u64 =
                admitted.iter().filter(|(other, _)| *other > standing).map(|(_, bitrate)| bitrate).sum();
            prop_assert!(above + lowest > usable, "a lower track is on in the place of a higher one");
        }
    }

    #[test]
    fn does_not_change_while_the_estimate_wavers_by_a_tenth(
        profile in profile(), tracks in tracks(), estimate in 20_000..6_000_000u64,
        noise in vec(90..=110u64, 60),
    ) {
        let profile = Profile { switch_off: SwitchOff::Predicted, ..profile };
        let mut subscriber = Subscriber::new(profile);
        let mut settled = Vec::new();
        // What the highest values give and the lowest do not take back stays.
        for ms in (0..150_000).step_by(500) {
            let percent = if ms % 10_000 < 5000 { 110 } else { 90 };
            settled = subscriber.layers(&tracks, Some(estimate * percent / 100), ms);
        }
        for (ms, percent) in (150_000..).step_by(500).zip(noise) {
            let layers = subscriber.layers(&tracks, Some(estimate * percent / 100), ms);
            prop_assert_eq!(&layers, &settled);
        }
    }

    #[test]
    fn raises_rarely_while_everything_wavers(
        profile in profile(), tracks in tracks(), estimate in 100_000..6_000_000u64,
        noise in vec((75..=125u64, 90..=110u64), 300),
    ) {
        let raises = raises_in_ten_minutes(profile, &tracks, estimate, &noise);
        prop_assert!(raises.iter().all(|raises| *raises <= 30), "{raises:?}");
    }

    #[test]
    fn raises_within_bounds_on_a_line_beyond_use(
        profile in profile(), tracks in tracks(), estimate in 100_000..6_000_000u64,
        noise in vec((50..=150u64, 70..=130u64), 100),
    ) {
        let raises = raises_in_ten_minutes(profile, &tracks, estimate, &noise);
        prop_assert!(raises.iter().all(|raises| *raises <= 60), "{raises:?}");
    }
}

/// How often each track is given more when, every second, the estimate and the bitrates have other `noise`, in percent.
fn raises_in_ten_minutes(
    profile: Profile,
    tracks: &[Track],
    estimate: u64,
    noise: &[(u64, u64)],
) -> Vec<u32> {
    let noise_at = |second: u64| noise[usize::try_from(second).unwrap() % noise.len()];
    let mut subscriber = Subscriber::new(profile);
    let mut before: Vec<Option<usize>> = Vec::new();
    let mut raises = vec![0; tracks.len()];
    for second in 0..600 {
        let mut tracks = tracks.to_vec();
        for (number, layer) in (0..).zip(tracks.iter_mut().flat_map(|track| &mut track.layers)) {
            layer.bitrate = layer.bitrate * noise_at(second + number).1 / 100;
        }
        let layers = subscriber.layers(&tracks, Some(estimate * noise_at(second).0 / 100), second * 1000);
        for ((raises, before), layer) in raises.iter_mut().zip(&before).zip(&layers) {
            *raises += u32::from(layer > before);
        }
        before = layers;
    }
    raises
}
