/** Says that this is a sandbox, and saves a developer the typing. */
export const TestModeBanner = ({ onFill }: { onFill: (() => void) | null }) => (
  <aside
    aria-label="Test mode"
    className="relative z-10 flex flex-wrap items-center justify-center gap-x-4 gap-y-0.5 border-b border-attention-line bg-attention-soft px-4 py-2 text-center text-[13px] text-attention sm:text-sm"
  >
    <p>
      <strong className="font-semibold">Test mode:</strong> no real money moves. Use{' '}
      <span className="whitespace-nowrap tabular-nums">4242 4242 4242 4242</span>
    </p>
    {onFill !== null && (
      <button
        type="button"
        onClick={onFill}
        className="-my-1 min-h-8 rounded-md px-2 font-semibold underline underline-offset-3 hover:no-underline"
      >
        Fill in test details
      </button>
    )}
  </aside>
)
