// The script reports its state as a class on this element; newer ones also raise an event. The class is in both.
const modal = document.getElementById('components-reconnect-modal');

// A screen on a wall is never looked away from: once the script has given up, the server is asked whether it is back.
const pollMs = 30000;
let polling = 0;

async function poll() {
    try {
        if ((await fetch('health', { cache: 'no-store' })).ok) { await retry(); }
    } catch { /* not yet */ }
}

function giveUp() {
    document.addEventListener('visibilitychange', retryWhenVisible);
    polling ||= setInterval(poll, pollMs);
}

function stopPolling() {
    clearInterval(polling);
    polling = 0;
}

async function retry() {
    document.removeEventListener('visibilitychange', retryWhenVisible);
    try {
        // false: the server answered but no longer has this circuit.
        if (!await Blazor.reconnect()) { location.reload(); }
    } catch {
        giveUp();
    }
}

function retryWhenVisible() { if (document.visibilityState === 'visible') { retry(); } }

function apply() {
    const has = state => modal.classList.contains('components-reconnect-' + state);
    if (has('rejected')) { location.reload(); }
    else if (has('show') || has('failed')) {
        if (!modal.open) { modal.showModal(); }
        if (has('failed')) { giveUp(); }
    } else {
        stopPolling();
        if (modal.open) { modal.close(); }
    }
}

document.getElementById('components-reconnect-button').addEventListener('click', retry);
modal.addEventListener('cancel', e => e.preventDefault());
new MutationObserver(apply).observe(modal, { attributes: true, attributeFilter: ['class'] });
