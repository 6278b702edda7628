/** Runs that failed once, each with what was wrong: they are run first, for ever. */
export const corpus: readonly { seed: number; length: number; was: string }[] = [
  { seed: 7, length: 120, was: 'a prediction that had lost its effect gave its place in the queue to the next' },
  { seed: 6, length: 120, was: 'a server that was put back left posts ahead of it' },
  { seed: 355, length: 79, was: 'going on from what stood there already was taken for a loss' },
  { seed: 7434, length: 106, was: 'a number whose command had come back by a copy of the post was waited for for ever' },
  { seed: 389, length: 110, was: 'a post that held its greeting was nobody to a server that was put back to a day before it' },
  { seed: 11612, length: 112, was: 'a command that was sent again after a beginning anew left its prediction where its history belongs' },
]
