/** @example joinClasses('p-2', isOpen && 'font-bold') */
export const joinClasses = (...names: (string | false | null | undefined)[]): string =>
  names.filter(Boolean).join(' ')
