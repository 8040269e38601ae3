"""The pages of the portal, one file per subject. Views parse, ask and answer."""
