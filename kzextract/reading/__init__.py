"""From text to a read sheet: normalisation, tokens, sentences, blocks, morphology."""
