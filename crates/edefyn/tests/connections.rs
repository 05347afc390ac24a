//! Connections: idle ones end, there are never too many, and a check of this machine gets through.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use edefyn::connection::{Limits, serve};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use web::axum::Router;
use web::axum::routing::get;

/// Serves on an address of its own until the test ends.
fn served(limits: Limits) -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let service = Router::new().route("/", get(|| async { "well" }));
            serve(listener, service, limits, std::future::pending()).await;
        });
    });
    address
}

fn limits(head: Duration) -> Limits {
    Limits { most: 3, reserve: 1, of_one_network: None, head, ..Limits::fitting(1_024, true) }
}

const ASK: &[u8] = b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";

fn ask(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let _ = stream.write_all(ASK);
    let mut said = String::new();
    let _ = stream.read_to_string(&mut said);
    said
}

#[test]
fn connections_that_say_nothing_are_ended() {
    let address = served(limits(Duration::from_millis(50)));
    let mut silent = TcpStream::connect(address).unwrap();
    let mut slow = TcpStream::connect(address).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: he").unwrap();
    for stream in [&mut silent, &mut slow] {
        let mut said = Vec::new();
        // It waits for as long as it takes; a connection that is never ended never gets here.
        let _ = stream.read_to_end(&mut said);
        assert!(!String::from_utf8_lossy(&said).contains("200"));
    }
    assert!(ask(address).ends_with("well"));
}

#[test]
fn idle_ones_leave_a_place_for_a_check_and_no_more() {
    let address = served(limits(Duration::from_secs(600)));
    let idle: Vec<_> = (0..3).map(|_| TcpStream::connect(address).unwrap()).collect();
    // Connections are taken in their order, so these three hold their places.
    assert!(ask(address).ends_with("well"), "the place that is kept for this machine");
    let held = TcpStream::connect(address).unwrap();
    let refused = ask(address);
    assert!(refused.starts_with("HTTP/1.1 503"), "{refused}");
    assert!(refused.contains("Retry-After"));
    drop((idle, held));
}
