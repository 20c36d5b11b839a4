import type { ComponentProps, ReactNode, Ref } from 'react'

interface RadioTileProps extends Omit<ComponentProps<'input'>, 'type' | 'className' | 'ref' | 'children'> {
  readonly children: ReactNode
  readonly inputRef?: Ref<HTMLInputElement>
}

/** One of a few choices, as a tile with a plain radio button underneath. */
export const RadioTile = ({ children, inputRef, ...input }: RadioTileProps) => (
  <label className="relative flex min-h-12 cursor-pointer items-center justify-center rounded-[10px] border border-line-strong/70 bg-field px-2 py-2 text-center text-[15px] font-semibold transition-colors hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-default has-disabled:opacity-60">
    <input
      {...input}
      ref={inputRef}
      type="radio"
      className="absolute inset-0 cursor-[inherit] appearance-none opacity-0"
    />
    {children}
  </label>
)
