"""The subjects that are measured, a module each; see `demo.bench` for what a module holds."""
