//! Agreement of readers: did they mark the same units with the same theme, beyond what chance would do?

mod alpha;
mod fleiss;
mod kappa;
mod marks;
mod scale;

pub use alpha::{Alpha, AlphaBand, AlphaValue, alpha};
pub use fleiss::{FleissKappa, NoFleissKappa, fleiss_kappa};
pub use kappa::{Kappa, KappaBand, KappaValue, kappa};
pub use marks::Marks;
pub use scale::{NotOnScale, alpha_interval, alpha_ordinal};

/// Where Cohen's kappa comes from.
pub const COHEN_1960: &str = "Cohen, J. (1960). A coefficient of agreement for nominal scales. \
     Educational and Psychological Measurement, 20(1), 37-46. doi:10.1177/001316446002000104";

/// Where Fleiss' kappa comes from.
pub const FLEISS_1971: &str = "Fleiss, J. L. (1971). Measuring nominal scale agreement among \
     many raters. Psychological Bulletin, 76(5), 378-382. doi:10.1037/h0031619";

/// Where kappa's standard error comes from.
pub const FLEISS_COHEN_EVERITT_1969: &str = "Fleiss, J. L., Cohen, J. & Everitt, B. S. (1969). \
     Large sample standard errors of kappa and weighted kappa. Psychological Bulletin, 72(5), \
     323-327. doi:10.1037/h0028106";

/// Where the bands for kappa come from.
pub const LANDIS_KOCH_1977: &str = "Landis, J. R. & Koch, G. G. (1977). The measurement of \
     observer agreement for categorical data. Biometrics, 33(1), 159-174. doi:10.2307/2529310";

/// Where the bands for alpha come from.
pub const KRIPPENDORFF_2004: &str = "Krippendorff, K. (2004). Reliability in content analysis: \
     some common misconceptions and recommendations. Human Communication Research, 30(3), \
     411-433. doi:10.1111/j.1468-2958.2004.tb00738.x";

/// Where the way of computing alpha, and its worked examples, come from.
pub const KRIPPENDORFF_2011: &str = "Krippendorff, K. (2011). Computing Krippendorff's \
     alpha-reliability. University of Pennsylvania, Annenberg School for Communication. \
     https://repository.upenn.edu/asc_papers/43";
