using MediaInsight.Domain;

namespace MediaInsight.Live;

/// <summary>Takes a play out of what plays now, ended at its last sight; returns at once. The server is told nothing.</summary>
public interface ISessionEnding
{
    void EndPlay(ServerId server, PlayId play);
}
