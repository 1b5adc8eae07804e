"""The Slack door. `names` is what inbound and outbound agree on; `inbound` hears, `outbound` shows, `app` is the wire."""
