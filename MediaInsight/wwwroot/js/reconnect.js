// The script reports its state as a class on this element; newer ones also raise an event. The class is in both.
const modal = document.getElementById('components-reconnect-modal');

async function retry() {
    document.removeEventListener('visibilitychange', retryWhenVisible);
    try {
        // false: the server answered but no longer has this circuit.
        if (!await Blazor.reconnect()) { location.reload(); }
    } catch {
        document.addEventListener('visibilitychange', retryWhenVisible);
    }
}

function retryWhenVisible() { if (document.visibilityState === 'visible') { retry(); } }

function apply() {
    const has = state => modal.classList.contains('components-reconnect-' + state);
    if (has('rejected')) { location.reload(); }
    else if (has('show') || has('failed')) {
        if (!modal.open) { modal.showModal(); }
        if (has('failed')) { document.addEventListener('visibilitychange', retryWhenVisible); }
    } else if (modal.open) { modal.close(); }
}

document.getElementById('components-reconnect-button').addEventListener('click', retry);
modal.addEventListener('cancel', e => e.preventDefault());
new MutationObserver(apply).observe(modal, { attributes: true, attributeFilter: ['class'] });
