//! Outlines that are taken, and every way in which a file is refused.

use super::*;
use kernel::{Language, Refusal};
use proptest::prelude::*;

const SQUARE: &str = r#"{"type":"Polygon","coordinates":[[[-3.5,51.7],[-3.4,51.7],[-3.4,51.8],[-3.5,51.8],[-3.5,51.7]]]}"#;

fn refused(file: &str) -> String {
    let refusal = Boundary::read(file.as_bytes()).expect_err("a refusal");
    refusal.message().say(Language::En)
}

fn polygon(ring: &str) -> String {
    format!(r#"{{"type":"Polygon","coordinates":[[{ring}]]}}"#)
}

#[test]
fn a_polygon_a_feature_and_a_collection_are_the_same_outline() {
    let plain = Boundary::read(SQUARE.as_bytes()).unwrap();
    assert_eq!(plain.points(), 5);
    let feature =
        format!(r#"{{"type":"Feature","properties":{{"owner":"Mair"}},"geometry":{SQUARE}}}"#);
    let collection = format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#);
    let marked = format!("\u{feff}{collection}");
    for file in [feature, collection, marked] {
        assert_eq!(Boundary::read(file.as_bytes()).unwrap(), plain);
    }
}

#[test]
fn nothing_but_the_shape_is_kept() {
    let feature =
        format!(r#"{{"type":"Feature","properties":{{"owner":"Mair"}},"geometry":{SQUARE}}}"#);
    let kept = Boundary::read(feature.as_bytes()).unwrap().to_geojson();
    assert!(!kept.contains("Mair") && kept.contains("MultiPolygon"), "{kept}");
}

#[test]
fn a_file_that_holds_no_area_is_refused_with_its_reason() {
    let point = r#"{"type":"Point","coordinates":[-3.5,51.7]}"#;
    assert!(refused(point).contains("Point"));
    assert!(refused(r#"{"type":"FeatureCollection","features":[]}"#).contains("no area"));
    assert!(refused(r#"{"type":"Polygon","coordinates":[]}"#).contains("no area"));
    assert!(refused("{\n  \"type\": oops}").contains("line 2, column"));
    assert!(refused(r#"{"hello":1}"#).contains("not GeoJSON"));
    assert!(refused("[1]").contains("not GeoJSON"));
    assert!(refused("").contains("Choose a GeoJSON file"));
    assert!(refused("PK\u{3}\u{4}").contains("not JSON"));
}

#[test]
fn a_ring_that_is_open_or_short_is_named_by_its_number() {
    let open = polygon("[-3.5,51.7],[-3.4,51.7],[-3.4,51.8],[-3.5,51.8]");
    assert!(refused(&open).starts_with("Ring 1 does not end"));
    let short = polygon("[-3.5,51.7],[-3.4,51.7],[-3.5,51.7]");
    assert!(refused(&short).starts_with("Ring 1 has fewer"));
    let hole = SQUARE.replace("]]]}", "]],[[-3.45,51.75],[-3.44,51.75]]]}");
    assert!(refused(&hole).starts_with("Ring 2 has fewer"), "{}", refused(&hole));
}

#[test]
fn a_point_off_the_earth_or_abroad_is_shown() {
    let off = polygon("[-3.5,91.0],[-3.4,51.7],[-3.4,51.8],[-3.5,91.0]");
    assert!(refused(&off).starts_with("The point -3.5, 91 is not on the Earth"));
    let swapped = polygon("[51.7,-3.5],[51.7,-3.4],[51.8,-3.4],[51.7,-3.5]");
    assert!(refused(&swapped).contains("may have changed places"));
}

#[test]
fn another_coordinate_system_is_refused_and_its_own_is_not() {
    let with_crs = |name: &str| {
        let crs = format!(r#"{{"type":"name","properties":{{"name":"{name}"}}}}"#);
        SQUARE.replacen('{', &format!(r#"{{"crs":{crs},"#), 1)
    };
    assert!(refused(&with_crs("urn:ogc:def:crs:EPSG::27700")).contains("WGS 84"));
    assert!(Boundary::read(with_crs("urn:ogc:def:crs:OGC:1.3:CRS84").as_bytes()).is_ok());
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let file = vec![b'['; BYTES + 1];
    assert!(matches!(Boundary::read(&file), Err(NotBoundary::TooLarge { most: 2 })));
    let deep = vec![b'['; 100_000];
    assert!(matches!(Boundary::read(&deep), Err(NotBoundary::NotJson { .. })));
    let many = "[-3.5,51.7],".repeat(POINTS) + "[-3.5,51.7]";
    assert!(refused(&polygon(&many)).contains("more than 50"));
}

#[test]
fn the_outline_is_drawn_north_up_and_as_wide_as_it_is() {
    // At 60 degrees north a degree of longitude is half as long as one of latitude.
    let file = polygon("[-2.0,59.5],[0.0,59.5],[0.0,60.5],[-2.0,60.5],[-2.0,59.5]");
    let path = Boundary::read(file.as_bytes()).unwrap().path(120.0, 120.0, 10.0);
    assert_eq!(path, "M10.0 110.0L110.0 110.0L110.0 10.0L10.0 10.0L10.0 110.0Z");
}

fn rings() -> impl Strategy<Value = Vec<[f64; 2]>> {
    prop::collection::vec((-8.0..2.0_f64, 50.0..60.0_f64), 3..40).prop_map(|points| {
        let mut ring: Vec<[f64; 2]> = points.into_iter().map(|(x, y)| [x, y]).collect();
        ring.push(ring[0]);
        ring
    })
}

proptest! {
    #[test]
    fn what_is_stored_reads_back_the_same(ring in rings()) {
        let file = serde_json::json!({ "type": "Polygon", "coordinates": [ring] }).to_string();
        let read = Boundary::read(file.as_bytes()).unwrap();
        prop_assert_eq!(&Boundary::read(read.to_geojson().as_bytes()).unwrap(), &read);
    }

    #[test]
    fn what_is_drawn_stays_in_its_box(ring in rings()) {
        let file = serde_json::json!({ "type": "Polygon", "coordinates": [ring] }).to_string();
        let path = Boundary::read(file.as_bytes()).unwrap().path(480.0, 360.0, 8.0);
        let numbers = path.split(['M', 'L', 'Z', ' ']).filter(|part| !part.is_empty());
        let numbers: Vec<f64> = numbers.map(|part| part.parse().unwrap()).collect();
        for pair in numbers.chunks(2) {
            prop_assert!((7.9..=472.1).contains(&pair[0]), "{}", path);
            prop_assert!((7.9..=352.1).contains(&pair[1]), "{}", path);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Boundary::read(&bytes);
    }
}
