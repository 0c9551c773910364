//! What fits, on lines that do not change.

use super::*;

const HIGH: TrackPriority = TrackPriority::High;
const LOW: TrackPriority = TrackPriority::Low;

fn mode(mode: Mode) -> Profile {
    Profile { mode, ..Profile::default() }
}

fn switch_off(switch_off: SwitchOff) -> Profile {
    Profile { switch_off, ..Profile::default() }
}

/// The settled layers on a line with `estimate`.
fn settled(profile: Profile, tracks: &[Track], estimate: u64) -> Vec<Option<usize>> {
    let mut subscriber = Subscriber::new(profile);
    let layers = subscriber.layers(tracks, Some(estimate), 0);
    assert_eq!(subscriber.layers_after(tracks, estimate, 500, 10_000), layers, "not settled at once");
    layers
}

#[test]
fn layers_fall_before_tracks_are_switched_off() {
    let tracks = [Track::simulcast(1), Track::simulcast(2).priority(LOW), Track::simulcast(3)];
    for mode in [mode(Mode::Grid), mode(Mode::Collaboration)] {
        assert_eq!(settled(mode, &tracks, 600_000), [Some(0), Some(0), Some(0)]);
        assert_eq!(settled(mode, &tracks, 400_000), [Some(0), None, Some(0)]);
        assert_eq!(settled(mode, &tracks, 200_000), [Some(0), None, None]);
    }
}

#[test]
fn grid_shares_evenly_whatever_the_priority() {
    let tracks = [Track::simulcast(1).priority(LOW), Track::simulcast(2).priority(HIGH), Track::simulcast(3)];
    assert_eq!(settled(mode(Mode::Grid), &tracks, 2_000_000), [Some(1), Some(1), Some(1)]);
    assert_eq!(settled(mode(Mode::Grid), &tracks, 4_500_000), [Some(1), Some(2), Some(1)]);
}

#[test]
fn grid_gives_to_others_what_a_small_tile_does_not_need() {
    let tracks = [Track::simulcast(1), Track::simulcast(2).rendered(320, 180)];
    assert_eq!(settled(mode(Mode::Grid), &tracks, 3_500_000), [Some(2), Some(0)]);
}

#[test]
fn collaboration_gives_more_to_high_priorities_and_keeps_the_others_visible() {
    let tracks = [Track::simulcast(1), Track::simulcast(2).priority(LOW), Track::simulcast(3).priority(HIGH)];
    assert_eq!(settled(mode(Mode::Collaboration), &tracks, 1_100_000), [Some(0), Some(0), Some(1)]);
    assert_eq!(settled(mode(Mode::Collaboration), &tracks, 4_000_000), [Some(1), Some(0), Some(2)]);
    assert_eq!(settled(mode(Mode::Collaboration), &tracks, 570_000), [Some(0); 3]);
}

#[test]
fn collaboration_gives_more_to_the_dominant_speaker() {
    let tracks = [Track::simulcast(1), Track::simulcast(2).dominant(), Track::simulcast(3)];
    assert_eq!(settled(mode(Mode::Collaboration), &tracks, 4_000_000), [Some(1), Some(2), Some(0)]);
}

#[test]
fn presentation_serves_the_highest_completely_before_the_others() {
    let tracks = [Track::simulcast(1), Track::simulcast(2).priority(LOW), Track::simulcast(3).priority(HIGH)];
    assert_eq!(settled(mode(Mode::Presentation), &tracks, 3_200_000), [None, None, Some(2)]);
    assert_eq!(settled(mode(Mode::Presentation), &tracks, 3_500_000), [Some(0), Some(0), Some(2)]);
    assert_eq!(settled(mode(Mode::Presentation), &tracks, 1_000_000), [Some(0), Some(0), Some(1)]);
}

#[test]
fn presentation_shares_evenly_within_a_priority() {
    let tracks = [Track::simulcast(1), Track::simulcast(2), Track::simulcast(3).priority(LOW)];
    assert_eq!(settled(mode(Mode::Presentation), &tracks, 1_300_000), [Some(1), Some(1), None]);
}

#[test]
fn presentation_keeps_everybody_when_nobody_may_be_switched_off() {
    let tracks = [Track::simulcast(1), Track::simulcast(2).priority(HIGH)];
    let profile = Profile { switch_off: SwitchOff::Disabled, ..mode(Mode::Presentation) };
    assert_eq!(settled(profile, &tracks, 500_000), [Some(0), Some(0)]);
    assert_eq!(settled(profile, &tracks, 3_400_000), [Some(0), Some(2)]);
}

#[test]
fn a_single_layer_is_on_or_off() {
    let tracks = [Track::single(1, 800_000).priority(HIGH), Track::single(2, 800_000)];
    assert_eq!(settled(Profile::default(), &tracks, 2_100_000), [Some(0), Some(0)]);
    assert_eq!(settled(Profile::default(), &tracks, 1_500_000), [Some(0), None]);
}

#[test]
fn a_small_track_is_sent_where_a_larger_one_of_higher_rank_does_not_fit() {
    let tracks = [Track::single(1, 3_000_000).priority(HIGH), Track::simulcast(2)];
    assert_eq!(settled(Profile::default(), &tracks, 800_000), [None, Some(1)]);
}

#[test]
fn the_last_track_stays_although_it_does_not_fit() {
    let tracks = [Track::simulcast(1), Track::simulcast(2).priority(HIGH)];
    assert_eq!(settled(Profile::default(), &tracks, 80_000), [None, Some(0)]);
}

#[test]
fn the_last_track_goes_when_the_line_is_of_no_use() {
    let mut subscriber = Subscriber::new(Profile::default());
    let tracks = [Track::simulcast(1)];
    assert_eq!(subscriber.layers(&tracks, Some(60_000), 0), [None]);
    assert_eq!(subscriber.layers(&tracks, Some(70_000), 10_000), [None]);
    assert_eq!(subscriber.layers(&tracks, Some(70_000), 13_000), [Some(0)]);
    assert_eq!(subscriber.layers(&tracks, Some(50_000), 14_000), [Some(0)]);
    assert_eq!(subscriber.layers(&tracks, Some(49_999), 15_000), [None]);
    assert_eq!(settled(Profile::default(), &[Track::single(1, 2_000_000)], 500_000), [None]);
}

#[test]
fn the_profiles_limit_counts_like_the_line_but_never_switches_off_the_last_track() {
    let tracks = [Track::simulcast(1), Track::simulcast(2).priority(LOW)];
    let limited = |max_bitrate, estimate| {
        let profile = Profile { max_bitrate: Some(max_bitrate), ..Profile::default() };
        Subscriber::new(profile).layers(&tracks, estimate, 0)
    };
    assert_eq!(limited(1_200_000, None), [Some(1), Some(1)]);
    assert_eq!(limited(1_200_000, Some(9_000_000)), [Some(1), Some(1)]);
    assert_eq!(limited(1_200_000, Some(400_000)), [Some(0), Some(0)]);
    assert_eq!(limited(400_000, Some(9_000_000)), [Some(0), Some(0)]);
    assert_eq!(limited(200_000, Some(9_000_000)), [Some(0), None]);
    assert_eq!(limited(400, Some(9_000_000)), [Some(0), None]);
    assert_eq!(limited(400, None), [Some(0), None]);
}

#[test]
fn disabled_lowers_layers_but_switches_nobody_off() {
    let tracks = [Track::simulcast(1), Track::simulcast(2).priority(LOW)];
    assert_eq!(settled(switch_off(SwitchOff::Disabled), &tracks, 10_000), [Some(0), Some(0)]);
    let profile = Profile { max_bitrate: Some(1000), ..switch_off(SwitchOff::Disabled) };
    assert_eq!(settled(profile, &tracks, 9_000_000), [Some(0), Some(0)]);
}

#[test]
fn disabled_still_obeys_hints_and_max_tracks() {
    let mut hidden = Track::simulcast(1);
    hidden.hint.enabled = Some(false);
    let tracks = [hidden, Track::simulcast(2), Track::simulcast(3)];
    let profile = Profile { max_tracks: Some(1), ..switch_off(SwitchOff::Disabled) };
    assert_eq!(settled(profile, &tracks, 9_000_000), [None, Some(2), None]);
}

#[test]
fn predicted_switches_off_at_once() {
    let mut subscriber = Subscriber::new(switch_off(SwitchOff::Predicted));
    let tracks = [Track::simulcast(1), Track::simulcast(2).priority(LOW)];
    assert_eq!(subscriber.layers(&tracks, Some(500_000), 0), [Some(0), Some(0)]);
    let decisions = subscriber.decide(&tracks, Some(250_000), 1000);
    assert_eq!(decisions[0].layer, Some(0));
    assert_eq!((decisions[1].layer, decisions[1].silence), (None, Some(Silence::Bandwidth)));
    assert_eq!(decisions[1].desired, Some(2));
}

#[test]
fn detected_switches_off_when_the_congestion_lasts() {
    let mut subscriber = Subscriber::new(switch_off(SwitchOff::Detected));
    let tracks = [Track::simulcast(1), Track::simulcast(2).priority(LOW)];
    assert_eq!(subscriber.layers(&tracks, Some(5_000_000), 0), [Some(2), Some(1)]);
    assert_eq!(subscriber.layers(&tracks, Some(250_000), 1000), [Some(0), Some(0)]);
    assert_eq!(subscriber.allocator.poll_timeout(), Some(subscriber.at(3000)));
    assert_eq!(subscriber.layers(&tracks, Some(250_000), 2999), [Some(0), Some(0)]);
    assert_eq!(subscriber.layers(&tracks, Some(250_000), 3000), [Some(0), None]);
}

#[test]
fn detected_forgets_congestion_that_passes() {
    let mut subscriber = Subscriber::new(switch_off(SwitchOff::Detected));
    let tracks = [Track::simulcast(1), Track::simulcast(2).priority(LOW)];
    for ms in (0..20_000).step_by(1000) {
        let estimate = if ms % 2000 == 0 { 250_000 } else { 320_000 };
        assert_eq!(subscriber.layers(&tracks, Some(estimate), ms), [Some(0), Some(0)]);
    }
}

#[test]
fn detected_brings_tracks_back_when_they_fit_again() {
    let mut subscriber = Subscriber::new(switch_off(SwitchOff::Detected));
    let tracks = [Track::simulcast(1), Track::simulcast(2).priority(LOW)];
    assert_eq!(subscriber.layers_after(&tracks, 250_000, 0, 3000), [Some(0), None]);
    assert_eq!(subscriber.layers_after(&tracks, 310_000, 3500, 30_000), [Some(0), None]);
    assert_eq!(subscriber.layers_after(&tracks, 400_000, 30_500, 40_000), [Some(0), Some(0)]);
    assert_eq!(subscriber.layers(&tracks, Some(250_000), 60_000), [Some(0), Some(0)]);
}

#[test]
fn a_layer_of_unknown_bitrate_counts_with_what_its_size_needs() {
    let mut track = Track::simulcast(1);
    for layer in &mut track.layers {
        layer.bitrate = 0;
    }
    assert_eq!(settled(Profile::default(), &[track.clone()], 1_000_000), [Some(1)]);
    assert_eq!(settled(Profile::default(), &[track], 4_000_000), [Some(2)]);
}
