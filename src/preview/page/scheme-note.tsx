/** Says above the emails that the color scheme cannot be chosen. Always rendered, since screen readers announce only changes inside it. */
export function SchemeNote({ ignoresScheme }: { readonly ignoresScheme: boolean }) {
  return (
    <div role="status" className="scheme-note">
      {ignoresScheme && (
        <p>This browser shows emails only in your system's color scheme, whichever you choose here.</p>
      )}
    </div>
  );
}
