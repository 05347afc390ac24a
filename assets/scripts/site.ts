//! Every public page. Each part finds what it needs on the page, or does nothing.
import { closeMenusOnEscape } from "./menu";
import { guardForms } from "./confirm-leave";
import { offerCopying } from "./copy";
import { offerPrinting } from "./print";
import { focusSummary } from "./summary-focus";

focusSummary();
closeMenusOnEscape();
offerCopying();
offerPrinting();
guardForms();
