# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks SARIF files of irdiff; prints their results as lines.

sarif-check.py SCHEMA FILE|- --folder DIR    against the standard's schema and what GitHub documents beyond it
sarif-check.py --known A B                   that all results of B have the fingerprints that they have in A
"""
import json
import pathlib
import re
import sys
import urllib.parse

import jsonschema

# GitHub, "SARIF support for code scanning": above these a file is rejected.
MAX_RUNS, MAX_RESULTS, MAX_RULES, MAX_LOCATIONS, MAX_TAGS_SHOWN, MAX_DESCRIPTION = 20, 25000, 25000, 100, 10, 1024
LEVELS = {"note", "warning", "error"}


def by_fingerprint(path):
    results = json.loads(pathlib.Path(path).read_text())["runs"][0]["results"]
    return {
        result["partialFingerprints"]["primaryLocationLineHash"]: (
            result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
            result["ruleId"],
        )
        for result in results
    }


def check_location(location, bases, folder):
    place = location["physicalLocation"]
    artifact, region = place["artifactLocation"], place["region"]
    uri = artifact["uri"]
    assert uri and not re.search(r"[^\w/\-.~+,=@%:]", uri, re.ASCII), uri
    assert set(re.findall("%..", uri)) == set(re.findall("%[0-9A-F]{2}", uri)), uri
    path = urllib.parse.unquote(uri)
    parts = urllib.parse.urlsplit(uri)
    if "uriBaseId" in artifact:
        assert artifact["uriBaseId"] in bases and not parts.scheme and not path.startswith("/") and ".." not in path, uri
        if "UNKNOWN" not in path:
            assert (folder / path).exists(), path
    else:
        assert parts.scheme in ("", "file"), uri
    for number in ("startLine", "startColumn", "endLine", "endColumn"):
        assert region[number] >= 1, region
    assert (region["endLine"], region["endColumn"]) > (region["startLine"], region["startColumn"])
    return f"{path}:{region['startLine']}:{region['startColumn']}"


def check(schema_path, file, folder):
    schema = json.loads(pathlib.Path(schema_path).read_text())
    assert "SARIF" in schema["title"], "this is not the schema of SARIF; run setup/install --tests"
    text = sys.stdin.read() if file == "-" else pathlib.Path(file).read_text()
    document = json.loads(text)
    assert document["$schema"] and document["version"] == "2.1.0" and len(document["runs"]) == 1 <= MAX_RUNS
    run = document["runs"][0]
    # jsonschema takes a second for a thousand results; what follows looks at all of them.
    few = {**document, "runs": [{**run, "results": run["results"][:500]}]}
    jsonschema.Draft7Validator(schema).validate(few)
    driver, results = run["tool"]["driver"], run["results"]
    assert driver["name"] == "irdiff" and driver["version"]
    bases = run.get("originalUriBaseIds", {})
    for base in bases.values():
        assert base["uri"].startswith("file:///") and base["uri"].endswith("/"), base
    rules = driver["rules"]
    assert len(rules) <= MAX_RULES and len(results) <= MAX_RESULTS
    ids = [rule["id"] for rule in rules]
    assert len(ids) == len(set(ids))
    for rule in rules:
        assert re.fullmatch("[A-Z0-9-]+", rule["id"]), rule["id"]
        for description in ("shortDescription", "fullDescription"):
            assert 0 < len(rule[description]["text"]) <= MAX_DESCRIPTION, rule["id"]
        assert rule["help"]["text"] and rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in LEVELS
        assert 0 < len(rule["properties"]["tags"]) <= MAX_TAGS_SHOWN
    assert set(ids) >= {result["ruleId"] for result in results}
    seen = set()
    for result in results:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in LEVELS and result["message"]["text"]
        # Braces are doubled, so that none is a placeholder.
        assert not re.search(r"(?<!\{)(\{\{)*\{\d+\}", result["message"]["text"]), result["message"]
        assert len(result["locations"]) == 1 and len(result.get("relatedLocations", [])) <= MAX_LOCATIONS
        fingerprint = result["partialFingerprints"]["primaryLocationLineHash"]
        assert re.fullmatch("[0-9a-f]{16}:1", fingerprint) and fingerprint not in seen, fingerprint
        seen.add(fingerprint)
        [location] = result["locations"]
        line = f"{result['level']} {result['properties']['verdict']} {check_location(location, bases, folder)}"
        line += f" {location['logicalLocations'][0]['fullyQualifiedName']}: {result['message']['text']}"
        for related in result.get("relatedLocations", []):
            line += f" | inlined at {check_location(related, bases, folder)}"
        print(line)
    notifications = run["invocations"][0]["toolExecutionNotifications"]
    for notification in notifications:
        print(notification["message"]["text"])
    print(len(results), "results,", len(rules), "rules,", len(notifications), "notifications")


if sys.argv[1] == "--known":
    before, after = map(by_fingerprint, sys.argv[2:])
    assert after and after.items() <= before.items(), (before, after)
else:
    assert sys.argv[3] == "--folder"
    check(sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[4]))
