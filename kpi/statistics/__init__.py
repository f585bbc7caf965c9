"""Pure statistics: intervals, control chart, funnel, quantile groups and forecast; numbers in, numbers out."""
