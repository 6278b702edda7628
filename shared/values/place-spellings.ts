import { fold } from './fold.ts'

/** Spellings met on the market, folded, with what is meant. Search, import and the gazetteer all read through them. */
export const marketSpellings: readonly (readonly [spelling: string, meant: string])[] = [
  ['almadie', 'almadies'], ['almadiess', 'almadies'], ['alamdies', 'almadies'], ['almadi', 'almadies'], ['almadis', 'almadies'],
  ['mamelle', 'mamelles'], ['mammelles', 'mamelles'], ['mamel', 'mamelles'], ['mamelles ext', 'mamelles extension'],
  ['mermos', 'mermoz'], ['mermose', 'mermoz'], ['wakam', 'ouakam'], ['ouakham', 'ouakam'], ['yof', 'yoff'], ['n gor', 'ngor'],
  ['virages', 'virage'],
  ['faan', 'fann'], ['fanne', 'fann'], ['fan residence', 'fann residence'], ['fan hock', 'fann hock'], ['fann hoc', 'fann hock'],
  ['fann oc', 'fann hock'],
  ['pointe e', 'point e'], ['sacree coeur', 'sacre coeur'], ['sacre coeurs', 'sacre coeur'], ['sacrecoeur', 'sacre coeur'],
  ['sacre cour', 'sacre coeur'],
  ['sacre couer', 'sacre coeur'], ['ckg', 'cite keur gorgui'], ['keur gorgi', 'keur gorgui'], ['keur gourgui', 'keur gorgui'],
  ['extention', 'extension'], ['extenssion', 'extension'], ['liberte 6 ext', 'liberte 6 extension'], ['lib 6', 'liberte 6'],
  ['lib 6 extension', 'liberte 6 extension'],
  ['ouest foir', 'ouest foire'], ['nord foir', 'nord foire'], ['sud foir', 'sud foire'], ['west foire', 'ouest foire'],
  ['mariste', 'maristes'], ['marist', 'maristes'], ['han mariste', 'hann maristes'], ['han maristes', 'hann maristes'],
  ['hann belair', 'hann bel air'], ['belair', 'bel air'],
  ['cambarene', 'camberene'], ['camberenne', 'camberene'], ['patte doie', 'patte d oie'], ['pate d oie', 'patte d oie'],
  ['patte d oies', 'patte d oie'],
  ['gediawaye', 'guediawaye'], ['guediaway', 'guediawaye'], ['gd yoff', 'grand yoff'], ['grand yof', 'grand yoff'],
  ['gd dakar', 'grand dakar'],
  ['biscuterie', 'biscuiterie'], ['dieupeul', 'dieuppeul'], ['dieuppeulh', 'dieuppeul'], ['dercle', 'derkle'],
  ['derklet', 'derkle'], ['castor', 'castors'],
  ['parcelle assainie', 'parcelles assainies'], ['parcelles assainie', 'parcelles assainies'],
  ['parcelle assainies', 'parcelles assainies'],
  ['parcelles assainis', 'parcelles assainies'], ['zone captage', 'zone de captage'], ['thiaroy', 'thiaroye'],
  ['keur massare', 'keur massar'], ['keur massard', 'keur massar'], ['keurmassar', 'keur massar'],
  ['keur mbaye fal', 'keur mbaye fall'],
  ['tivaouane peul', 'tivaouane peulh'], ['tivaoune peulh', 'tivaouane peulh'], ['tivaouane peuhl', 'tivaouane peulh'],
  ['niague', 'niaga'], ['niagha', 'niaga'], ['niakoul rab', 'niakoul rap'], ['lac retba', 'lac rose'], ['bambylor', 'bambilor'],
  ['bambilore', 'bambilor'],
  ['sebikhotane', 'sebikotane'], ['sebikotan', 'sebikotane'], ['sebi kotane', 'sebikotane'], ['diamniadjo', 'diamniadio'],
  ['ndiakhirat', 'ndiakhirate'],
  ['ndiakhiratte', 'ndiakhirate'], ['yenne', 'yene'], ['toubab dialao', 'toubab dialaw'], ['toubab diallaw', 'toubab dialaw'],
  ['sangalcam', 'sangalkam'],
  ['m bour', 'mbour'], ['m bao', 'mbao'], ['zak mbao', 'zac mbao'], ['sali portudal', 'saly portudal'],
  ['saly portudale', 'saly portudal'], ['sally', 'saly'],
  ['nguering', 'nguerigne'], ['nguerine', 'nguerigne'], ['nguerigny', 'nguerigne'], ['ngering', 'nguerigne'],
  ['nguekokh', 'nguekhokh'], ['guekokh', 'nguekhokh'],
  ['popoguine', 'popenguine'], ['poponguine', 'popenguine'], ['mbodienne', 'mbodiene'], ['point sarene', 'pointe sarene'],
  ['cap skiring', 'cap skirring'],
  ['st louis', 'saint louis'], ['thies ville', 'thies'], ['mbackiyoufaye', 'mbackiyou faye'],
  ['mackyiou faye', 'mbackiyou faye'], ['mackiyou faye', 'mbackiyou faye'],
  ['mbackiou faye', 'mbackiyou faye'], ['tassete', 'tassette'], ['ranerou ferlo', 'ranerou'],
]

const meant = new Map(marketSpellings)
const known = new RegExp(`(?<![^ ])(?:${[...meant.keys()].sort((a, b) => b.length - a.length).join('|')})(?![^ ])`, 'g')
/** "Liberté6", "HLM5": places that are told apart by a number. */
const gluedNumber = /(?<![^ ])(liberte|coeur|sacrecoeur|hlm|amitie|almadies|dieuppeul|maristes|mariste|hamo|lib)([1-6])(?![^ ])/g
const sacreCoeur = /(?<![^ ])s ?c ?([1-3])(?![^ ])/g
const unit = /(?<![^ ])(?:p ?a|parcelles?(?: assainies)?) (?:u|unite|unites) ?0?(\d{1,2})(?![^ ])/g
const roman = /(?<![^ ])(sacre coeur|liberte|amitie|hlm|dieuppeul|maristes|hamo|almadies|camberene) (i{1,3}|iv|v|vi)(?![^ ])/g
const romanDigits: Record<string, string> = { i: '1', ii: '2', iii: '3', iv: '4', v: '5', vi: '6' }
/** Each of the above has one of these words: a text without them is not looked through. */
const telling = new Set([
  ...[...meant.keys()].map((spelling) => spelling.split(' ')[0]!),
  ...'liberte coeur sacrecoeur hlm amitie almadies dieuppeul maristes mariste hamo lib'.split(' ').flatMap((name) => [1, 2, 3, 4, 5, 6].map((digit) => `${name}${digit}`)),
  ...'s sc sc1 sc2 sc3 p pa parcelle parcelles'.split(' '), ...Object.keys(romanDigits),
])

function rewritten(folded: string): string {
  return folded
    .replace(gluedNumber, '$1 $2')
    .replace(known, (spelling) => meant.get(spelling)!)
    .replace(sacreCoeur, 'sacre coeur $1')
    .replace(unit, (_, digits: string) => `parcelles assainies u${digits}`)
    .replace(roman, (_, name: string, digits: string) => `${name} ${romanDigits[digits]!}`)
}

/**
 * Folds a text (see `fold`) and writes the market's spellings and abbreviations of places in one way, on both sides of
 * a search: `SC3` -> `sacre coeur 3`, `PA U17` -> `parcelles assainies u17`. Idempotent.
 */
export function foldPlace(text: string): string {
  let folded = fold(text)
  if (!folded.split(' ').some((word) => telling.has(word))) return folded
  // one rewriting may complete the spelling for another: "lib 6 ext"
  for (let next = rewritten(folded); next !== folded; next = rewritten(folded)) folded = next
  return folded
}
