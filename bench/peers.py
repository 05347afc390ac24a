"""Measures the neighbours on this machine: Taguette with 10,000 highlights, WeasyPrint and Chromium
with a report of about twelve pages. What can't be installed is skipped by name.

usage: peers.py SOURCE.md FOLDER OUT.json
"""

import html
import importlib.util
import json
import logging
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request

HIGHLIGHTS, DOCUMENTS = 10_000, 10


def timed(work, times, seconds):
    """Half of the times and the slowest, in milliseconds, of at most `times` and `seconds`."""
    taken, begun, result = [], time.perf_counter(), None
    while len(taken) < times and (not taken or time.perf_counter() - begun < seconds):
        start = time.perf_counter()
        result = work()
        taken.append((time.perf_counter() - start) * 1000)
    return [statistics.median(taken), max(taken)], result


def page(source):
    """The report's source as a plain web page with its charts as SVG."""
    parts = []
    body = source.split("---\n", 2)[2]
    for block in body.split("\n\n"):
        block = block.strip()
        if not block:
            continue
        if block.startswith("## "):
            parts.append(f"<h2>{html.escape(block[3:])}</h2>")
        elif block.startswith("::themes"):
            bars = "".join(
                f'<rect x="120" y="{n * 18}" width="{360 - n * 30}" height="12" fill="#356"/>'
                f'<text x="0" y="{n * 18 + 11}" font-size="11">Theme {n + 1}</text>'
                for n in range(8)
            )
            parts.append(f'<svg role="img" aria-label="Themes" viewBox="0 0 500 150">{bars}</svg>')
        elif block.startswith("::quote"):
            words = "What somebody said, as they said it, in a sentence or two of their own words."
            parts.append(f"<blockquote>{words}</blockquote>")
        elif block.startswith("::"):
            label = re.search(r"\[(.*?)\]", block)
            parts.append(f"<p><strong>{html.escape(label[1] if label else block)}</strong></p>")
        else:
            words = re.sub(r":claim\[(.*?)\]{#.*?}", r"\1", block)
            parts.append(f"<p>{html.escape(words)}</p>")
    style = "@page{size:A4;margin:22mm}body{font:11pt/1.5 serif}h2{break-after:avoid}"
    return (
        f'<!doctype html><html lang="en"><title>A year</title><style>{style}</style>'
        f"<h1>A year in ten valleys</h1>{''.join(parts)}</html>"
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def seed(path):
    """A Taguette project: ten documents, 10,000 highlights with a tag each."""
    from taguette import database
    from taguette.database import models

    connect = database.connect("sqlite:///" + path)
    db = connect()
    project = models.Project(name="Bench", description="")
    db.add(project)
    if db.get(models.User, "admin") is None:
        db.add(models.User(login="admin"))
    db.flush()
    db.add(
        models.ProjectMember(
            project_id=project.id, user_login="admin", privileges=models.Privileges.ADMIN
        )
    )
    tags = [models.Tag(project_id=project.id, path=f"theme {n}", description="") for n in range(24)]
    db.add_all(tags)
    sentence = "The last bus goes at six, so nobody from up here can stay for anything. "
    size = len(sentence)
    each = HIGHLIGHTS // DOCUMENTS
    for number in range(DOCUMENTS):
        document = models.Document(
            name=f"Document {number}",
            description="",
            filename="document.html",
            project_id=project.id,
            text_direction=models.TextDirection.LEFT_TO_RIGHT,
            contents="".join(f"<p>{sentence}</p>" for _ in range(each)),
        )
        db.add(document)
        db.flush()
        for at in range(each):
            mark = models.Highlight(
                document_id=document.id,
                start_offset=at * size,
                end_offset=at * size + size - 1,
                snippet=sentence.strip(),
            )
            mark.tags.append(tags[(number * 7 + at) % len(tags)])
            db.add(mark)
    db.commit()
    return project.id


def taguette(folder):
    if importlib.util.find_spec("taguette") is None:
        return [{"name": "Taguette", "times": None, "note": "it can't be installed here"}]
    path = os.path.join(folder, "taguette.sqlite3")
    if os.path.exists(path):
        os.remove(path)
    project = seed(path)
    port = free_port()
    command = [shutil.which("taguette", path=os.path.dirname(sys.executable)) or "taguette"]
    command += ["--no-browser", "--bind", "127.0.0.1", "--port", str(port), "--database", path]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        token = ""
        for line in server.stdout:
            if found := re.search(r"http://localhost:\d+/\S*", line):
                token = found[0].split("/", 3)[3]
                break
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        base = f"http://localhost:{port}/"
        get = lambda path: browser.open(base + path, timeout=60).read()
        get(token)
        rows = []
        for name, path, times in [
            ("Taguette: page of a project", f"project/{project}/document/1", 30),
            (
                "Taguette: a document with 1,000 of 10,000 highlights",
                f"api/project/{project}/document/1/contents",
                30,
            ),
            (
                "Taguette: 10,000 highlights as CSV",
                f"project/{project}/export/highlights/.csv",
                3,
            ),
        ]:
            try:
                took, answer = timed(lambda: get(path), times, 20)
                rows.append({"name": name, "times": took, "note": f"{len(answer) / 1024:.0f} KB"})
            except OSError as error:
                rows.append({"name": name, "times": None, "note": f"it answered {error}"})
        return rows
    finally:
        server.terminate()
        server.wait(10)


def pages_of(path):
    """How many pages a PDF has, when there is a tool that tells."""
    if shutil.which("pdfinfo") is None:
        return ""
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout
    found = re.search(r"Pages:\s+(\d+)", told)
    return f"{found[1]} pages" if found else ""


def weasyprint(folder, source):
    name = "WeasyPrint: a PDF/UA of the same report, warm"
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        return [{"name": name, "times": None, "note": f"it can't be loaded here: {error}"}]
    path = os.path.join(folder, "weasyprint.pdf")
    work = lambda: HTML(string=source).write_pdf(path, pdf_variant="pdf/ua-1")
    work()
    took, _ = timed(work, 3, 40)
    return [{"name": name, "times": took, "note": pages_of(path)}]


def chromium(folder, source):
    name = "Chromium: a tagged PDF of the same report, from its start"
    browsers = ["chromium", "chromium-browser", "google-chrome"]
    browser = next(filter(None, map(shutil.which, browsers)), None)
    if browser is None:
        return [{"name": name, "times": None, "note": "it is not installed here"}]
    page_path = os.path.join(folder, "report.html")
    with open(page_path, "w") as file:
        file.write(source)
    path = os.path.join(folder, "chromium.pdf")
    command = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={folder}/chromium", f"--print-to-pdf={path}", "file://" + page_path]
    work = lambda: subprocess.run(command, capture_output=True, timeout=60, check=True)
    work()
    took, _ = timed(work, 5, 30)
    return [{"name": name, "times": took, "note": pages_of(path)}]


def main():
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    source_path, folder, out = sys.argv[1:]
    folder = os.path.abspath(folder)
    os.makedirs(folder, exist_ok=True)
    with open(source_path) as file:
        source = page(file.read())
    rows = []
    for name, work in [
        ("Taguette", lambda: taguette(folder)),
        ("WeasyPrint", lambda: weasyprint(folder, source)),
        ("Chromium", lambda: chromium(folder, source)),
    ]:
        try:
            rows += work()
        except Exception as error:  # One neighbour that fails must not hide the others.
            rows.append({"name": name, "times": None, "note": f"it failed: {error}"})
    with open(out, "w") as file:
        json.dump(rows, file, indent=1)


main()
