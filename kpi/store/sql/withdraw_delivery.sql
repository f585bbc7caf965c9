update delivery set withdrawn = $reason, figures_sha256 = null where number = $number;
