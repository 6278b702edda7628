import type { ReactNode, Ref } from 'react'
import { ScreenHeader } from '../show/screen-header.tsx'
import styles from './list-frame.module.css'

type ListFrameProps = {
  /** The whole screen, the panel with it: its keys are heard here. */
  screen: Ref<HTMLDivElement>
  /** The part beside the panel: its width decides which columns fit. */
  main?: Ref<HTMLDivElement>
  title: string
  actions?: ReactNode
  /** Saved views, as tabs. */
  views?: ReactNode
  /** The line that narrows the list: what is typed, the chips, and the tools at its end. */
  filters?: { search: ReactNode; chips: ReactNode; tools: ReactNode }
  /** Lines between the filters and the rows, and below the rows. */
  above?: ReactNode
  below?: ReactNode
  /** The rows: they take the height that is left. */
  children: ReactNode
  /** The record or the form beside the list. */
  panel: ReactNode
}

/** The screen of a list: head, views, filters, rows, and what is open beside them. */
export function ListFrame({ screen, main, title, actions, views, filters, above, below, children, panel }: ListFrameProps) {
  return (
    <div className={styles.screen} ref={screen}>
      <div className={styles.main} ref={main}>
        <div className={styles.head}>
          <ScreenHeader title={title} actions={actions} />
        </div>
        {views ? <div className={styles.views}>{views}</div> : null}
        {filters ? (
          <div className={styles.filters}>
            {filters.search}
            <div className={styles.chips}>{filters.chips}</div>
            <span className={styles.tools}>{filters.tools}</span>
          </div>
        ) : null}
        {above}
        <div className={styles.content}>{children}</div>
        {below}
      </div>
      {panel}
    </div>
  )
}
