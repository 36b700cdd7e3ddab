"""The weekly pack (调度包, DD-01): what one week shows, frozen by one act, with the promises that units made on it."""
