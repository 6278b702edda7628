import { Kbd, Modal } from '@mantine/core'
import { Fragment } from 'react'
import { useWords } from '../language/words.tsx'
import styles from './shortcut-sheet.module.css'

/** Keys by what they are called in the catalogue; a plain sign is what stands on the key. */
type Keys = readonly string[]
const named = new Set(['control', 'shift', 'alt', 'enter', 'escape', 'space', 'home', 'end', 'delete'])

const sheet = [
  [
    'everywhere',
    [
      ['search', [['control', 'K']]],
      ['navigation', [['control', 'B']]],
      [
        'back',
        [
          ['alt', '←'],
          ['alt', '→'],
        ],
      ],
      ['undo', [['control', 'Z']]],
      ['bell', [['alt', 'N']]],
      ['help', [['?']]],
    ],
  ],
  [
    'forms',
    [
      ['save', [['control', 'enter']]],
      ['leave', [['escape']]],
    ],
  ],
  [
    'lists',
    [
      ['move', [['↑'], ['↓']]],
      ['ends', [['home'], ['end']]],
      ['open', [['enter']]],
      ['open_page', [['control', 'enter']]],
      ['cells', [['←'], ['→']]],
      ['edit', [['E'], ['F2']]],
      ['select', [['space']]],
      ['select_range', [['shift', '↓']]],
      ['select_all', [['control', 'A']]],
      ['clear', [['escape']]],
    ],
  ],
  [
    'leads',
    [
      ['add_here', [['N']]],
      ['cards', [['←'], ['→'], ['↑'], ['↓']]],
      [
        'stage',
        [
          ['shift', '←'],
          ['shift', '→'],
        ],
      ],
      ['done', [['space']]],
    ],
  ],
  [
    'client',
    [
      ['talk', [['A']]],
      ['note', [['N']]],
      ['search_new', [['R']]],
    ],
  ],
  [
    'matching',
    [
      ['walk', [['↑'], ['↓']]],
      ['propose', [['W']]],
      ['set_aside', [['X']]],
    ],
  ],
  [
    'notices',
    [
      ['notice_read', [['E']]],
      ['notice_snooze', [['S']]],
      ['notice_dismiss', [['delete']]],
    ],
  ],
] as const satisfies readonly (readonly [string, readonly (readonly [string, readonly Keys[]])[]])[]

export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t, tKey } = useWords()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shell.shortcuts.title')}
      size={1120}
      closeButtonProps={{ 'aria-label': t('common.action.close') }}
    >
      <div className={styles.sheet}>
        {sheet.map(([group, lines]) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.title}>{t(`shell.shortcuts.${group}`)}</h3>
            <dl className={styles.lines}>
              {lines.map(([what, combinations]) => (
                <div key={what} className={styles.line}>
                  <dt>{t(`shell.shortcuts.${what}`)}</dt>
                  <dd>
                    {combinations.map((keys: Keys) => (
                      <span key={keys.join('+')} className={styles.keys}>
                        {keys.map((key, index) => (
                          <Fragment key={key}>
                            {index > 0 ? '+' : ''}
                            <Kbd size="sm">{named.has(key) ? tKey(`shell.shortcuts.key.${key}`) : key}</Kbd>
                          </Fragment>
                        ))}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
