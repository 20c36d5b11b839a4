const paths = {
  copy: 'M9 9h10v11H9zM5 15V4h10',
  done: 'm5 12 5 5 9-10',
  close: 'm6 6 12 12M18 6 6 18',
  menu: 'M4 7h16M4 12h16M4 17h16',
  search: 'M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14m5 12 4 4',
  down: 'm6 9 6 6 6-6',
  right: 'm9 6 6 6-6 6',
  left: 'm15 6-6 6 6 6',
  code: 'm8 8-4 4 4 4m8-8 4 4-4 4',
  warning: 'M12 4 2.5 20h19zM12 10v4m0 3v.01',
  plus: 'M12 5v14M5 12h14',
  outside: 'M14 5h5v5m0-5-8 8M10 6H5v13h13v-5',
  home: 'm4 11 8-7 8 7v9h-5v-6H9v6H4z',
  order: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  payment: 'M3 6h18v12H3zM3 10h18M7 15h3',
  refund: 'M8 5 4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3',
  dispute: 'M5 21V4h12l-2 4 2 4H5',
  customer: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8M4 21c1-5 4-7 8-7s7 2 8 7',
  product: 'm12 3 8 4v10l-8 4-8-4V7zM4 7l8 4 8-4M12 11v10',
  promotion: 'M4 4h8l8 8-8 8-8-8zM8 8v.01',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1m2 4a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  cart: 'M3 5h3l2 10h10l2-7H7m2 11v.01M17 19v.01',
  webhook: 'M12 8a3 3 0 1 0-3-3c0 2 2 3 1 5l-3 6m0 0a3 3 0 1 0 3 3h7m-5-11 3 6a3 3 0 1 1-1 5',
  key: 'M8 9a5 5 0 1 1 0 8 5 5 0 0 1 0-8m4 4h9v4m-4-4v3',
  log: 'M5 4h14v16H5zM8 8h8M8 12h8M8 16h5',
  stream: 'M4 12h3l3-7 4 14 3-7h3',
  sandbox: 'M4 8h16l-2 12H6zM8 8V4h8v4',
  mail: 'M3 6h18v13H3zm0 0 9 7 9-7',
  check: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18m-4 9 3 3 5-6',
  team: 'M9 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6M3 20c0-4 3-6 6-6s6 2 6 6m1-14a3 3 0 0 1 0 6m2 3c2 1 3 3 3 5',
  settings: 'M4 7h10m4 0h2M4 17h2m4 0h10M14 4v6M8 14v6',
} as const

export type IconName = keyof typeof paths

/** A drawing beside words: screen readers pass over it. */
export const Icon = ({ name, sizePx = 16 }: { name: IconName; sizePx?: number }) => (
  <svg
    viewBox="0 0 24 24"
    width={sizePx}
    height={sizePx}
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    className="shrink-0"
  >
    <path d={paths[name]} />
  </svg>
)
