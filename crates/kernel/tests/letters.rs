//! Letters and the mail server: over one connection, back into the outbox when it is dead, put off
//! when one is refused.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use kernel::ids::Uuid;
use kernel::mail::{self, Post, Sent, Urgency};
use kernel::testing::{act, on_both};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// What a mail server saw.
#[derive(Default)]
struct Seen {
    connections: usize,
    /// Sender and recipient of each envelope, with its letter.
    letters: Vec<(String, String, String)>,
}

/// A mail server that takes every letter but those for `refused@`, and, from the moment at which
/// `dying` is set, closes as soon as it is given one.
fn server(seen: &Arc<Mutex<Seen>>, dying: &Arc<AtomicBool>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://127.0.0.1:{}", listener.local_addr().unwrap().port());
    let (seen, dying) = (seen.clone(), dying.clone());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            seen.lock().unwrap().connections += 1;
            let mut out = stream.unwrap();
            let mut lines = BufReader::new(out.try_clone().unwrap()).lines();
            let (mut from, mut to) = (String::new(), String::new());
            out.write_all(b"220 test\r\n").unwrap();
            while let Some(Ok(line)) = lines.next() {
                let answer = match line.get(..4).unwrap_or_default() {
                    "MAIL" => {
                        from = line;
                        "250 ok"
                    }
                    "RCPT" if line.contains("refused@") => "550 no such person",
                    "RCPT" => {
                        to = line;
                        "250 ok"
                    }
                    "DATA" if dying.load(Ordering::SeqCst) => break,
                    "DATA" => {
                        out.write_all(b"354 go on\r\n").unwrap();
                        let text: Vec<String> =
                            lines.by_ref().map(Result::unwrap).take_while(|l| l != ".").collect();
                        let letter = (from.clone(), to.clone(), text.join("\n"));
                        seen.lock().unwrap().letters.push(letter);
                        "250 ok"
                    }
                    "QUIT" => "221 bye",
                    _ => "250 ok",
                };
                if out.write_all(format!("{answer}\r\n").as_bytes()).is_err() {
                    break;
                }
            }
        }
    });
    url
}

static NEVER: AtomicBool = AtomicBool::new(false);

#[test]
fn many_letters_go_over_one_connection_and_a_refused_one_stops_no_other() {
    on_both(|test| {
        let (seen, dying) = (Arc::default(), Arc::default());
        let post = Post::smtp(&server(&seen, &dying), "house@edefyn.example")
            .unwrap()
            .returned_to("returns@edefyn.example")
            .unwrap();
        test.space
            .change_now(act(), |tx| {
                for n in 0..9 {
                    mail::post(tx, &format!("p{n}@example.org"), "s", "b")?;
                }
                mail::post(tx, "refused@example.org", "s", "b")?;
                mail::post(tx, "no address", "s", "b")
            })
            .unwrap();
        let sent = mail::send_all(&test.space, &act, &post, Uuid::nil(), &NEVER).unwrap();
        let seen = seen.lock().unwrap();
        assert_eq!((sent, seen.letters.len()), (Sent::All, 9));
        // One for all, and another after a refusal, with which the mail library ends one.
        assert!(seen.connections <= 2, "{}", seen.connections);
        assert!(seen.letters.iter().all(|(from, ..)| from.contains("<returns@edefyn.example>")));
        let failed = test.space.read_now(|db| mail::failed(db, 9)).unwrap();
        let mut reasons: Vec<_> =
            failed.iter().map(|one| (one.attempts, one.reason.clone().unwrap())).collect();
        reasons.sort();
        assert_eq!(reasons, [(1, "mail-address".into()), (1, "mail-refused".into())]);
        let waiting = test.space.read_now(mail::standing).unwrap();
        assert_eq!(waiting.iter().map(|(_, n, _)| n).sum::<u64>(), 2);
    });
}

#[test]
fn a_dead_server_uses_up_no_attempt_and_is_seen() {
    on_both(|test| {
        let (seen, dying) = (Arc::default(), Arc::new(AtomicBool::new(true)));
        let there = Post::smtp(&server(&seen, &dying), "house@edefyn.example").unwrap();
        let nobody = {
            let free = TcpListener::bind("127.0.0.1:0").unwrap();
            let url = format!("smtp://127.0.0.1:{}", free.local_addr().unwrap().port());
            Post::smtp(&url, "house@edefyn.example").unwrap()
        };
        test.space
            .change_now(act(), |tx| {
                for n in 0..3 {
                    mail::letter(&format!("p{n}@example.org"), "s", "b")
                        .urgency(Urgency::AtOnce)
                        .post(tx)?;
                }
                Ok(())
            })
            .unwrap();
        let send =
            |post: &Post| mail::send_all(&test.space, &act, post, Uuid::nil(), &NEVER).unwrap();
        let since = || test.space.read_now(mail::silent_since).unwrap();
        for _ in 0..3 {
            assert_eq!((send(&nobody), send(&there)), (Sent::NoServer, Sent::NoServer));
            assert_eq!(since(), Some(kernel::testing::NOON));
            assert_eq!(test.space.read_now(|db| mail::failed(db, 9)).unwrap(), vec![]);
        }
        dying.store(false, Ordering::SeqCst);
        assert_eq!((send(&there), since()), (Sent::All, None));
        assert_eq!(seen.lock().unwrap().letters.len(), 3);
    });
}
