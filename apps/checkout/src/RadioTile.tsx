import type { ComponentProps, ReactNode, Ref } from 'react'

interface RadioTileProps extends Omit<ComponentProps<'input'>, 'type' | 'className' | 'ref' | 'children'> {
  readonly children: ReactNode
  readonly inputRef?: Ref<HTMLInputElement>
  /** One of a list below each other rather than beside each other. */
  readonly isRow?: boolean
}

/** One of a few choices, as a tile with a plain radio button underneath. */
export const RadioTile = ({ children, inputRef, isRow = false, ...input }: RadioTileProps) => (
  <label
    className={`relative flex min-h-12 cursor-pointer items-center rounded-control border border-line-strong/70 bg-field py-2 text-[15px] font-semibold transition-colors hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-default has-disabled:opacity-60 ${
      isRow ? 'gap-3 px-3.5' : 'justify-center px-2 text-center'
    }`}
  >
    <input
      {...input}
      ref={inputRef}
      type="radio"
      className="absolute inset-0 cursor-[inherit] appearance-none opacity-0"
    />
    {children}
  </label>
)
