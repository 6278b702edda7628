import styles from './entrance.module.css'

/** A street by the sea, made of rectangles: decoration of the way in. */
export function Street() {
  return (
    <svg className={styles.street} viewBox="0 0 560 320" focusable="false">
      <circle cx="420" cy="86" r="44" className={styles.sun} />
      <path d="M0 214c70-10 120 8 190 0s120-10 190 0 130 4 180-2v108H0z" className={styles.sea} />
      <g>
        <rect x="42" y="150" width="104" height="130" className={styles.wallA} />
        <rect x="34" y="140" width="120" height="12" className={styles.roof} />
        {[0, 1, 2].map((row) =>
          [0, 1, 2].map((column) => (
            <rect
              key={`a${row}${column}`}
              x={56 + column * 30}
              y={166 + row * 34}
              width="18"
              height="20"
              className={(row + column) % 3 === 0 ? styles.lit : styles.pane}
            />
          )),
        )}
      </g>
      <g>
        <rect x="166" y="104" width="92" height="176" className={styles.wallB} />
        <rect x="160" y="96" width="104" height="10" className={styles.roof} />
        {[0, 1, 2, 3].map((row) =>
          [0, 1].map((column) => (
            <rect
              key={`b${row}${column}`}
              x={182 + column * 36}
              y={122 + row * 36}
              width="22"
              height="18"
              className={(row * 2 + column) % 3 === 1 ? styles.lit : styles.pane}
            />
          )),
        )}
      </g>
      <g>
        <rect x="280" y="196" width="118" height="84" className={styles.wallA} />
        <path d="M270 198l69-38 69 38z" className={styles.tile} />
        <rect x="300" y="216" width="22" height="24" className={styles.lit} />
        <rect x="356" y="216" width="22" height="24" className={styles.pane} />
        <rect x="330" y="238" width="20" height="42" className={styles.roof} />
      </g>
      <g>
        <rect x="428" y="176" width="92" height="104" className={styles.wallB} />
        <rect x="420" y="168" width="108" height="10" className={styles.roof} />
        {[0, 1].map((row) =>
          [0, 1].map((column) => (
            <rect
              key={`c${row}${column}`}
              x={444 + column * 36}
              y={192 + row * 38}
              width="22"
              height="20"
              className={row === column ? styles.pane : styles.lit}
            />
          )),
        )}
      </g>
      <rect x="0" y="278" width="560" height="42" className={styles.road} />
      {[140, 408, 536].map((x) => (
        <g key={x} transform={`translate(${x} 0)`}>
          <path d="M0 280c2-30 0-52-6-70" className={styles.trunk} />
          <path
            d="M-6 210c-16-12-32-6-38 6 14-4 26-2 38-6zm0 0c-10-16-4-28 4-32 2 10 2 20-4 32zm0 0c12-14 28-12 36-2-14 0-24 4-36 2zm0 0c14 0 26 10 26 24-8-10-16-18-26-24z"
            className={styles.leaf}
          />
        </g>
      ))}
    </svg>
  )
}
