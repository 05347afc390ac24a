//! The binary's own parts: the command line, settings, serving, pages that gather several rooms,
//! backup and the demonstration.

pub mod command;
pub mod connection;
pub mod demo;
pub mod desk;
pub mod ends;
pub mod health;
pub mod jobs;
pub mod metrics;
pub mod openapi;
pub mod pages;
pub mod press;
pub mod private;
pub mod routes;
pub mod serve;
pub mod settings;
pub mod work;
