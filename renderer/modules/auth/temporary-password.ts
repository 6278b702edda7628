/** Syllables that read alike aloud in French and English; no letter that is taken for another one on paper. */
const syllables = [
  'ba',
  'be',
  'bo',
  'da',
  'de',
  'do',
  'fa',
  'fe',
  'ga',
  'go',
  'ka',
  'ke',
  'ko',
  'la',
  'le',
  'lo',
  'ma',
  'me',
  'mo',
  'na',
  'ne',
  'no',
  'pa',
  'pe',
  'po',
  'ra',
  're',
  'ro',
  'sa',
  'se',
  'so',
  'ta',
  'te',
  'to',
  'va',
  've',
  'vo',
  'za',
  'zo',
] as const

/** `kamo-lase-dipo-47`: said over a counter, typed once, about 41 bits. `random` gives bytes that nobody can foresee. */
export function temporaryPassword(random: (count: number) => Uint8Array): string {
  const bytes = random(8)
  const pick = (index: number) => syllables[bytes[index]! % syllables.length]!
  const words = [0, 2, 4].map((index) => pick(index) + pick(index + 1))
  const number = 10 + ((bytes[6]! * 256 + bytes[7]!) % 90)
  return `${words.join('-')}-${number}`
}
