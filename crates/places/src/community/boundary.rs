//! The outline of a community: read from GeoJSON (RFC 7946), checked, and drawn as SVG paths.

use geojson::{GeoJson, Geometry, GeometryValue, PolygonType, Position};
use std::fmt::Write;

kernel::refusal! {
    /// What is wrong with a file that should hold an outline.
    pub enum NotBoundary {
        /// No file was chosen.
        NoFile => "boundary-no-file" at "file",
        /// The file is too large.
        TooLarge { most: usize } => "boundary-too-large" at "file",
        /// It is not JSON.
        NotJson { line: usize, column: usize } => "boundary-not-json" at "file",
        /// It is JSON, but not GeoJSON.
        NotGeoJson => "boundary-not-geojson" at "file",
        /// It names a coordinate system of its own.
        OtherSystem => "boundary-other-system" at "file",
        /// It holds points or lines, where an area is wanted.
        NotAnArea { found: String } => "boundary-not-an-area" at "file",
        /// It holds no area at all.
        Empty => "boundary-empty" at "file",
        /// A ring does not end where it begins.
        OpenRing { ring: usize } => "boundary-open-ring" at "file",
        /// A ring has fewer than four points.
        ShortRing { ring: usize } => "boundary-short-ring" at "file",
        /// A point is not on the Earth.
        OffTheEarth { point: String } => "boundary-off-the-earth" at "file",
        /// A point lies outside the United Kingdom.
        Elsewhere { point: String } => "boundary-elsewhere" at "file",
        /// There are too many points.
        ManyPoints { most: usize } => "boundary-many-points" at "file",
    }
}

/// The most bytes of a file.
pub(super) const BYTES: usize = 2_000_000;
/// The most points of an outline.
const POINTS: usize = 50_000;
/// The United Kingdom with its waters, in degrees: west, south, east, north.
const KINGDOM: [f64; 4] = [-9.5, 49.0, 2.5, 61.5];

type Ring = Vec<[f64; 2]>;

/// A checked outline: polygons, each with its outer ring and its holes, in degrees of longitude
/// and latitude (WGS 84).
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary(Vec<Vec<Ring>>);

impl Boundary {
    /// Reads an outline from a GeoJSON file: a geometry, a feature, or a collection of features
    /// whose areas are joined. Names and other properties in it are left out.
    ///
    /// # Errors
    /// [`NotBoundary`] says what is wrong with the file.
    pub fn read(file: &[u8]) -> Result<Self, NotBoundary> {
        if file.is_empty() {
            return Err(NotBoundary::NoFile);
        }
        if file.len() > BYTES {
            return Err(NotBoundary::TooLarge { most: BYTES / 1_000_000 });
        }
        let json: serde_json::Value = serde_json::from_slice(without_mark(file))
            .map_err(|error| NotBoundary::NotJson { line: error.line(), column: error.column() })?;
        if json.get("crs").is_some_and(|crs| !is_wgs84(crs)) {
            return Err(NotBoundary::OtherSystem);
        }
        let parsed: GeoJson = serde_json::from_value(json).map_err(|_| NotBoundary::NotGeoJson)?;
        let mut polygons = Vec::new();
        match parsed {
            GeoJson::Geometry(geometry) => gather(&geometry, &mut polygons)?,
            GeoJson::Feature(feature) => {
                feature.geometry.iter().try_for_each(|found| gather(found, &mut polygons))?;
            }
            GeoJson::FeatureCollection(collection) => {
                let mut found = collection.features.iter().filter_map(|f| f.geometry.as_ref());
                found.try_for_each(|geometry| gather(geometry, &mut polygons))?;
            }
        }
        Self::checked(&polygons)
    }

    fn checked(polygons: &[PolygonType]) -> Result<Self, NotBoundary> {
        let rings = polygons.iter().flatten();
        if rings.clone().map(Vec::len).sum::<usize>() > POINTS {
            return Err(NotBoundary::ManyPoints { most: POINTS });
        }
        for (ring, number) in rings.zip(1..) {
            check_ring(ring, number)?;
        }
        let polygons: Vec<Vec<Ring>> = polygons
            .iter()
            .filter(|polygon| !polygon.is_empty())
            .map(|polygon| polygon.iter().map(|ring| ring.iter().map(plain).collect()).collect())
            .collect();
        if polygons.is_empty() { Err(NotBoundary::Empty) } else { Ok(Self(polygons)) }
    }

    /// How many points it has.
    pub fn points(&self) -> usize {
        self.0.iter().flatten().map(Vec::len).sum()
    }

    /// The outline as a GeoJSON `MultiPolygon`, to about a metre.
    pub fn to_geojson(&self) -> String {
        serde_json::json!({ "type": "MultiPolygon", "coordinates": self.0 }).to_string()
    }

    /// The outline as the data of an SVG path that fills a box `width` by `height` as far as its
    /// shape allows, north up, with `margin` around it, all in pixels.
    pub fn path(&self, width: f64, height: f64, margin: f64) -> String {
        let [west, south, east, north] = self.bounds();
        // A degree of longitude is shorter than one of latitude by the cosine of the latitude.
        let narrowing = ((south + north) / 2.0).to_radians().cos();
        let (wide, high) = ((east - west) * narrowing, north - south);
        let scale =
            ((width - 2.0 * margin) / wide.max(1e-9)).min((height - 2.0 * margin) / high.max(1e-9));
        let (left, top) = ((width - wide * scale) / 2.0, (height - high * scale) / 2.0);
        let place = |[longitude, latitude]: [f64; 2]| {
            [left + (longitude - west) * narrowing * scale, top + (north - latitude) * scale]
        };
        let mut path = String::new();
        for ring in self.0.iter().flatten() {
            draw(&mut path, ring.iter().map(|point| place(*point)));
        }
        path
    }

    fn bounds(&self) -> [f64; 4] {
        let start = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        self.0
            .iter()
            .flatten()
            .flatten()
            .fold(start, |[w, s, e, n], [x, y]| [w.min(*x), s.min(*y), e.max(*x), n.max(*y)])
    }
}

/// The file without the byte order mark that some programs put in front.
fn without_mark(file: &[u8]) -> &[u8] {
    file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file)
}

/// Whether the `crs` that old GeoJSON files carry says what RFC 7946 takes for granted.
fn is_wgs84(crs: &serde_json::Value) -> bool {
    let name = crs.pointer("/properties/name").and_then(serde_json::Value::as_str);
    crs.is_null() || name.is_some_and(|name| name.ends_with("CRS84") || name.ends_with("4326"))
}

fn gather(geometry: &Geometry, polygons: &mut Vec<PolygonType>) -> Result<(), NotBoundary> {
    match &geometry.value {
        GeometryValue::Polygon { coordinates } => polygons.push(coordinates.clone()),
        GeometryValue::MultiPolygon { coordinates } => polygons.extend(coordinates.iter().cloned()),
        GeometryValue::GeometryCollection { geometries } => {
            geometries.iter().try_for_each(|geometry| gather(geometry, polygons))?;
        }
        other => return Err(NotBoundary::NotAnArea { found: other.type_name().to_owned() }),
    }
    Ok(())
}

/// A point to five decimals, which is about a metre.
fn plain(position: &Position) -> [f64; 2] {
    let round = |degrees: f64| (degrees * 1e5).round() / 1e5;
    match position.as_slice() {
        [longitude, latitude, ..] => [round(*longitude), round(*latitude)],
        _ => [0.0, 0.0],
    }
}

fn check_ring(ring: &[Position], number: usize) -> Result<(), NotBoundary> {
    for position in ring {
        let [longitude, latitude, ..] = position.as_slice() else {
            return Err(NotBoundary::NotGeoJson);
        };
        let point = || format!("{longitude}, {latitude}");
        if !(-180.0..=180.0).contains(longitude) || !(-90.0..=90.0).contains(latitude) {
            return Err(NotBoundary::OffTheEarth { point: point() });
        }
        let [west, south, east, north] = KINGDOM;
        if !(west..=east).contains(longitude) || !(south..=north).contains(latitude) {
            return Err(NotBoundary::Elsewhere { point: point() });
        }
    }
    if ring.len() < 4 {
        return Err(NotBoundary::ShortRing { ring: number });
    }
    if ring.first().map(plain) != ring.last().map(plain) {
        return Err(NotBoundary::OpenRing { ring: number });
    }
    Ok(())
}

/// Adds a closed ring, without the points that no eye could tell from the one before.
fn draw(path: &mut String, points: impl Iterator<Item = [f64; 2]>) {
    let mut last: Option<[f64; 2]> = None;
    for [x, y] in points {
        let near = |[was_x, was_y]: [f64; 2]| (x - was_x).abs() + (y - was_y).abs() < 0.5;
        if last.is_some_and(near) {
            continue;
        }
        let verb = if last.is_none() { 'M' } else { 'L' };
        // Writing to a String can't fail.
        let _ = write!(path, "{verb}{x:.1} {y:.1}");
        last = Some([x, y]);
    }
    if last.is_some() {
        path.push('Z');
    }
}

#[cfg(test)]
mod tests;
