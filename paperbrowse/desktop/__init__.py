"""The yard: what we ask of the machine around us (clipboard, browser). Injected as the Desktop port."""
