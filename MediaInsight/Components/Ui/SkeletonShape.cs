namespace MediaInsight.Components.Ui;

/// <summary>What will stand here: the placeholder is as large.</summary>
public enum SkeletonShape
{
    Lines,
    Tiles,
    Cards,
    Table,
    Posters,
    Chart,
}
