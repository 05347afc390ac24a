//! A browser's connection: HTTP/1.1 over one socket that is kept open.

use crate::Outcome;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The path.
    pub path: String,
    /// A form to be sent; without one, the page is fetched.
    pub form: Option<String>,
}

impl Ask {
    /// Fetches a page.
    pub fn get(path: impl Into<String>) -> Self {
        Self { path: path.into(), form: None }
    }

    /// Sends a form.
    pub fn post(path: impl Into<String>, form: String) -> Self {
        Self { path: path.into(), form: Some(form) }
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body as it came, compressed if it was.
    pub body: Vec<u8>,
    /// How many bytes came with the headers.
    pub bytes: u64,
}

impl Answer {
    /// The first header of this name.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// One open connection.
pub struct Browser {
    address: SocketAddr,
    cookie: Option<String>,
    /// Whether it takes compressed answers, as browsers do.
    compressed: bool,
    connection: Option<BufReader<TcpStream>>,
}

impl Browser {
    /// A browser that has not connected yet, with the token of a session if it has one.
    pub fn new(address: SocketAddr, session: Option<&str>) -> Self {
        let cookie = session.map(|token| format!("edefyn={token}"));
        Self { address, cookie, compressed: true, connection: None }
    }

    /// The same, taking only plain text, to read what is on a page.
    pub fn plain(address: SocketAddr, session: Option<&str>) -> Self {
        Self { compressed: false, ..Self::new(address, session) }
    }

    /// Asks, and waits for all of the answer.
    ///
    /// # Errors
    /// The system's, or an answer that is not HTTP.
    pub fn ask(&mut self, ask: &Ask) -> Outcome<Answer> {
        let request = self.request(ask);
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => {
                let stream = TcpStream::connect(self.address)?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(Duration::from_secs(120)))?;
                BufReader::with_capacity(64 << 10, stream)
            }
        };
        connection.get_mut().write_all(request.as_bytes())?;
        let answer = read(&mut connection)?;
        if answer.header("connection") != "close" {
            self.connection = Some(connection);
        }
        Ok(answer)
    }

    fn request(&self, ask: &Ask) -> String {
        let method = if ask.form.is_some() { "POST" } else { "GET" };
        let mut request = format!("{method} {} HTTP/1.1\r\nHost: {}\r\n", ask.path, self.address);
        if self.compressed {
            request.push_str("Accept-Encoding: gzip, deflate, br, zstd\r\n");
        }
        if let Some(cookie) = &self.cookie {
            request.push_str(&format!("Cookie: {cookie}\r\n"));
        }
        if let Some(form) = &ask.form {
            request.push_str(&format!(
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
                form.len()
            ));
        }
        request.push_str("\r\n");
        request.push_str(ask.form.as_deref().unwrap_or(""));
        request
    }
}

fn read(connection: &mut BufReader<TcpStream>) -> Outcome<Answer> {
    let mut bytes = 0;
    let status = line(connection, &mut bytes)?;
    let status = status.split(' ').nth(1).ok_or("an answer without a status")?.parse()?;
    let mut headers = Vec::new();
    loop {
        let line = line(connection, &mut bytes)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or("a header without a colon")?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut answer = Answer { status, headers, body: Vec::new(), bytes };
    if answer.header("transfer-encoding") == "chunked" {
        loop {
            let size = line(connection, &mut answer.bytes)?;
            let size = u64::from_str_radix(size.trim(), 16)?;
            connection.take(size).read_to_end(&mut answer.body)?;
            answer.bytes += size;
            line(connection, &mut answer.bytes)?;
            if size == 0 {
                break;
            }
        }
    } else {
        let size = answer.header("content-length").parse().unwrap_or(0);
        connection.take(size).read_to_end(&mut answer.body)?;
        answer.bytes += size;
    }
    Ok(answer)
}

/// The next line without its end, counted.
fn line(connection: &mut BufReader<TcpStream>, bytes: &mut u64) -> Outcome<String> {
    let mut line = String::new();
    let read = connection.read_line(&mut line)?;
    if read == 0 {
        return Err("the server closed the connection".into());
    }
    *bytes += read as u64;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
