import { expect, it } from 'vitest'
import { titleByName, typeByName } from './use-add-documents.ts'

it('guesses what a paper is by the name of its file', () => {
  const names = [
    'Titre_foncier_4412.pdf',
    'TF 4412-DK.pdf',
    'mandat-exclusif.pdf',
    'Plan RDC.pdf',
    'plan cadastral.pdf',
    'scan0001.pdf',
    'IMG_2231.jpg',
    'Délibération Mbour.pdf',
  ]
  expect(names.map(typeByName)).toEqual([
    'title',
    'title',
    'mandate',
    'floorPlan',
    'cadastralPlan',
    'other',
    'photo',
    'deliberation',
  ])
})

it('names a paper as its file, without what only computers read', () => {
  expect(titleByName('Titre_foncier_4412.pdf')).toBe('Titre foncier 4412')
  expect(titleByName('.pdf')).toBe('.pdf')
})
