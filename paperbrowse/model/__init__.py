"""Room 1: values and pure decisions. No input or output, no clock, no asyncio."""
