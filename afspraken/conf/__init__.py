"""How the parts are put together: settings, addresses, server, jobs. Imported by none."""
