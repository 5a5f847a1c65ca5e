"""From answers to a class: intervals, reasons, knock-outs, and the order in which deployments stand."""
