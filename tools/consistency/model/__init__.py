"""What the engine talks about: claims, documents' spans, identity, findings. No I/O, no other room."""
