//! People see and hear each other.

use e2e::{Person, Server, Stage};

#[tokio::test]
async fn two_people_see_and_hear_each_other() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    alice.counts(1).await;
    let bob = Person::join(&stage, server.url(), "Bob").await;

    alice.counts(2).await;
    bob.counts(2).await;
    alice.sees_and_hears("Bob").await;
    bob.sees_and_hears("Alice").await;

    for person in [&alice, &bob] {
        let console = person.browser.console().await;
        let errors: Vec<_> = console.iter().filter(|line| line.contains("SEVERE")).collect();
        assert!(errors.is_empty(), "the page of {} logged errors: {errors:#?}", person.name());
    }
}

#[tokio::test]
async fn a_late_third_sees_and_hears_both() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    alice.sees_and_hears("Bob").await;

    let carol = Person::join(&stage, server.url(), "Carol").await;

    carol.counts(3).await;
    carol.sees_and_hears("Alice").await;
    carol.sees_and_hears("Bob").await;
    alice.sees_and_hears("Carol").await;
    bob.sees_and_hears("Carol").await;
    // The first two have not lost each other.
    alice.sees_and_hears("Bob").await;
    bob.sees_and_hears("Alice").await;
}

#[tokio::test]
async fn people_who_join_at_once_all_see_and_hear_each_other() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let names = ["Alice", "Bob", "Carol"];
    let mut people = Vec::new();
    for name in names {
        let person = Person::arrive(&stage, server.url(), name).await;
        person.has_both_devices().await;
        people.push(person);
    }
    let [alice, bob, carol] = &people[..] else { unreachable!("three people arrived") };

    tokio::join!(alice.submit_name("Alice"), bob.submit_name("Bob"), carol.submit_name("Carol"));

    for person in &people {
        person.counts(3).await;
        for name in names.into_iter().filter(|name| *name != person.name()) {
            person.sees_and_hears(name).await;
        }
    }
}

#[tokio::test]
async fn the_negotiated_srtp_cipher_is_gcm() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    alice.sees("Bob").await;
    bob.sees("Alice").await;

    for person in [&alice, &bob] {
        let transports = person.reports("transport").await;
        assert!(!transports.is_empty(), "{} has no transport", person.name());
        for transport in transports {
            let cipher = transport["srtpCipher"].as_str().unwrap_or_default();
            assert!(cipher.contains("GCM"), "the cipher of {} is {cipher:?}", person.name());
        }
    }
}

#[tokio::test]
async fn rooms_keep_to_themselves() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, &server.room("Stand up"), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    let carol = Person::join(&stage, &server.room("Stand up"), "Carol").await;

    alice.sees_and_hears("Carol").await;
    carol.counts(2).await;
    bob.counts(1).await;
    let titles = [(&alice, "Stand up | Ona Ana"), (&bob, "My Room | Ona Ana")];
    for (person, title) in titles {
        assert_eq!(person.browser.run("return document.title", vec![]).await, title);
    }
}
